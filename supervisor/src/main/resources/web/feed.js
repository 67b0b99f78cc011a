// One feed: its state, its last day and all of its streams.

import { badge, el, every, json, link, number, replace, section, table } from './dom.js';
import { chart } from './chart.js';
import { latest, on, want } from './live.js';
import { actOn, feedCard, readPulse } from './overview.js';
import { onSession } from './session.js';
import { streamList } from './streams.js';
import { clock, percent, value } from './words.js';

const DAY_EVERY_MILLIS = 300000;
const EMPTY_DAY_EVERY_MILLIS = 5000;
const RULES_EVERY_MILLIS = 3000;

export function ruleTable(rules) {
  return table('Rules of this subject', ['Level', 'Rule', 'Value', 'Since', 'About'], rules.map((rule) => [
    badge(rule.level), link(rule.id, 'rules', rule.id), number(value(rule.value, rule.unit)), clock(rule.since), rule.about]));
}

/** The charts of a feed's or a stream's last day; says whether there was something to draw. */
async function drawDay(place, path) {
  const day = await json(path);
  const [ticks, lag] = [el('div'), el('div')];
  place.replaceChildren(ticks, lag);
  await chart(ticks, { label: 'Ticks a minute in the last 24 hours', empty: 'Nothing to draw yet: readings are kept each minute, and drawn here by themselves.', unit: '', from: day.from, everySeconds: day.everySeconds, lines: [{ name: 'Ticks a minute', values: day.ticksPerMinute }] });
  if (day.lagSeconds.some((each) => each !== null)) {
    await chart(lag, { label: 'Worst lag in the last 24 hours', unit: 's', from: day.from, everySeconds: day.everySeconds, lines: [{ name: 'Worst lag', values: day.lagSeconds }] });
  }
  return day.ticksPerMinute.some((each) => each !== null);
}

/** Draws them again and again, sooner while there is nothing. */
export function everyDay(place, path) {
  let drawn = false;
  const draw = async () => { drawn = await drawDay(place, path); };
  every(EMPTY_DAY_EVERY_MILLIS, async () => { if (!drawn) await draw(); });
  every(DAY_EVERY_MILLIS, async () => { if (drawn) await draw(); });
}

export function start(place, show, [id]) {
  want(`?view=brief&feed=${encodeURIComponent(id)}`);
  const [card, rules, day] = [el('div', { id: 'feeds' }), el('div'), el('div', { class: 'charts' })];
  const streams = streamList(id);
  place.append(card, section('Streams', streams.element), section('The last day', day), section('Rules', rules));
  actOn(card);
  const draw = () => {
    const status = latest();
    const feed = status?.feeds.find((each) => each.id === id);
    if (feed === undefined) return;
    const today = status.completeness.find((each) => each.feed === id);
    replace(card, [feedCard(feed, false), el('p', { class: 'soft' },
      `Complete today: ${percent(today?.percent)}. More of it in the `, el('a', { href: '/history' }, 'history'), '.')]);
    streams.judge(feed);
    show();
  };
  on('status', draw);
  on('streams', (news) => streams.take(news));
  onSession(draw);
  setInterval(draw, 1000);
  every(30000, readPulse);
  every(RULES_EVERY_MILLIS, async () => {
    const feed = await json(`/api/feeds/${encodeURIComponent(id)}`);
    replace(rules, [ruleTable(feed.rules)]);
  });
  everyDay(day, `/api/feeds/${encodeURIComponent(id)}/day`);
}
