// Each feed's last 90 days: a bar a day, uptime with maintenance apart, completeness.

import { badge, el, every, fact, json, replace, svg, table } from './dom.js';
import { clock, count, duration, percent } from './words.js';

const EVERY_MILLIS = 60000;
const [BAR, GAP, HEIGHT] = [8, 2, 40];
const SHARE = { green: 1, yellow: 0.75, red: 0.5, grey: 0.1 };

function told(day) {
  if (day.uptime === null || day.uptime === undefined) return `${day.day}: not watched`;
  const closed = day.maintenanceSeconds > 0 ? `, ${duration(day.maintenanceSeconds)} maintenance` : '';
  return `${day.day}: ${day.level}, up ${percent(day.uptime)}${closed}, ${day.gapCount} gaps, ${count(day.accepted)} ticks`;
}

function bars(feed) {
  const width = feed.days.length * (BAR + GAP);
  return svg('svg', { class: 'days', viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': `The last ${feed.days.length} days of ${feed.feed}; the table below says the same` },
    ...feed.days.map((day, i) => {
      const height = HEIGHT * SHARE[day.level];
      return svg('rect', { class: day.level, x: i * (BAR + GAP), y: HEIGHT - height, width: BAR, height }, svg('title', {}, told(day)));
    }));
}

function card(feed) {
  const watched = feed.days.filter((day) => day.uptime !== null && day.uptime !== undefined).reverse();
  const details = el('details', {}, el('summary', {}, watched.length === 1 ? '1 day that was watched' : `${watched.length} days that were watched`),
    table(`Days of ${feed.feed}`, ['Day', 'Level', 'Uptime', 'Complete', 'Maintenance', 'Ticks', 'Gaps', 'Latest gaps'], watched.map((day) => [
      day.day, badge(day.level), percent(day.uptime), percent(day.percent), duration(day.maintenanceSeconds), count(day.accepted), count(day.gapCount),
      day.gapList.map((gap) => `${clock(gap.from)} ${gap.reason}${gap.to === null ? ' (goes on)' : ` ${duration((Date.parse(gap.to) - Date.parse(gap.from)) / 1000)}`}`).join('; ')])));
  const section = el('section', { class: 'card', 'aria-label': feed.feed, 'data-key': feed.feed },
    el('div', { class: 'card-head' }, el('h2', {}, feed.feed)),
    bars(feed),
    el('p', { class: 'ends soft', 'aria-hidden': 'true' }, el('span', {}, feed.days[0]?.day), el('span', {}, 'today')),
    el('dl', { class: 'facts' },
      fact('Uptime', percent(feed.uptime)), fact('Completeness', percent(feed.completeness)),
      fact('Maintenance apart', duration(feed.maintenanceSeconds)), fact('Days watched', watched.length)),
    details);
  return section;
}

export function start(place, show) {
  const list = el('div', { class: 'stack', id: 'history' });
  place.append(el('p', { class: 'soft' }, 'Uptime is the share of the time that data flowed while the venue was open; completeness counts the venue’s maintenance as missing too. A high bar is a green day, a lower one yellow or red, a stub was not watched. Days are in UTC.'), list);
  every(EVERY_MILLIS, async () => {
    const { feeds } = await json('/api/history');
    replace(list, feeds.length === 0 ? [el('p', {}, 'No feed was watched so far.')] : feeds.map(card));
    show();
  });
}
