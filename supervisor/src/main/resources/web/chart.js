// Charts with uPlot, which is loaded only where one is drawn. Beside each chart its numbers stand in a table.

import { el } from './dom.js';
import { clock, value } from './words.js';

const HEIGHT = 240;
const COLOURS = ['--line-1', '--line-2', '--line-3', '--line-4', '--line-5'];
const MOST_LINES = COLOURS.length;
let loading = null;

function library() {
  loading ??= new Promise((done, failed) => {
    document.head.append(el('link', { rel: 'stylesheet', href: '/assets/uplot.css' }));
    const script = el('script', { src: '/assets/uplot.js' });
    script.addEventListener('load', () => done(globalThis.uPlot));
    script.addEventListener('error', () => failed(new Error('charts cannot be loaded')));
    document.head.append(script);
  });
  return loading;
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * Draws lines over time.
 *
 * @param place an empty element; it is given a chart and a table
 * @param data { label, unit, from, everySeconds, empty, lines: [{ name, values }], thresholds: [{ level, sign, bound }], spans: [{ level, from, to }] }
 */
export async function chart(place, data) {
  const lines = data.lines.slice(0, MOST_LINES);
  const bounds = (data.thresholds ?? []).filter((threshold) => Number.isFinite(threshold.bound));
  const start = Date.parse(data.from) / 1000;
  const length = lines[0]?.values.length ?? 0;
  if (!lines.some((line) => line.values.some((number) => number !== null))) {
    place.replaceChildren(el('p', { class: 'soft' }, data.empty ?? 'Nothing was kept of this time.'));
    return;
  }
  const times = Array.from({ length }, (none, i) => start + i * data.everySeconds);
  const box = el('div', { class: 'chart', role: 'img', 'aria-label': summary(data, lines) });
  place.replaceChildren(box, numbers(data, lines, times));
  const UPlot = await library();
  const draw = () => {
    box.replaceChildren();
    const options = {
      width: Math.max(280, box.clientWidth),
      height: HEIGHT,
      scales: { x: { time: true }, y: { range: (chart, low, high) => range(low, high, bounds) } },
      axes: [{ ...axis(), values: (chart, ticks) => ticks.map(hour) }, { ...axis(), size: 72, values: (chart, ticks) => ticks.map((tick) => value(tick, data.unit)) }],
      series: [
        { value: (chart, time) => (time === null ? '–' : clock(time * 1000)) },
        ...lines.map((line, i) => ({ label: line.name, stroke: colour(COLOURS[i]), width: 2, spanGaps: false, points: { show: false }, value: (chart, number) => value(number, data.unit) })),
        ...bounds.map((bound) => ({ label: `${bound.level} ${bound.sign} ${value(bound.bound, data.unit)}`, stroke: colour(`--${bound.level === 'info' ? 'soft' : bound.level}`), width: 1.5, auto: false, dash: bound.level === 'red' ? [8, 4] : [3, 4], points: { show: false } })),
      ],
      hooks: { drawClear: [(chart) => shade(chart, data.spans ?? [])] },
      legend: { live: true },
    };
    return new UPlot(options, [times, ...lines.map((line) => line.values), ...bounds.map((bound) => times.map(() => bound.bound))], box);
  };
  let drawn = draw();
  let width = box.clientWidth;
  const again = () => { drawn.destroy(); drawn = draw(); };
  new ResizeObserver(() => {
    if (Math.abs(box.clientWidth - width) < 2) return;
    width = box.clientWidth;
    again();
  }).observe(box);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
}

const axis = () => ({ stroke: colour('--soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line') } });

/** The time of day as everywhere on the page, and at midnight the day. */
function hour(time) {
  const date = new Date(time * 1000);
  if (date.getHours() + date.getMinutes() === 0) return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
  return date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** So that the thresholds nearest to the values are seen, but one far away does not flatten them. */
function range(low, high, bounds) {
  let [least, most] = [Math.min(low ?? 0, 0), high ?? 1];
  for (const { bound } of bounds) {
    if (bound > most && bound <= Math.max(most, 1e-9) * 20) most = bound;
  }
  if (most <= least) most = bounds.length > 0 ? Math.max(...bounds.map(({ bound }) => bound), least + 1) : least + 1;
  return [least, most + (most - least) * 0.08];
}

/** Where a rule would have fired. */
function shade(chart, spans) {
  const { ctx, bbox } = chart;
  ctx.save();
  for (const span of spans) {
    const from = Math.max(bbox.left, chart.valToPos(Date.parse(span.from) / 1000, 'x', true));
    const end = span.to === null ? chart.scales.x.max : Date.parse(span.to) / 1000;
    const to = Math.min(bbox.left + bbox.width, chart.valToPos(end, 'x', true));
    if (to < from) continue;
    ctx.fillStyle = colour(`--${span.level}-bg`);
    ctx.fillRect(from, bbox.top, Math.max(2, to - from), bbox.height);
  }
  ctx.restore();
}

function summary(data, lines) {
  const known = lines.flatMap((line) => line.values).filter((number) => number !== null);
  return `${data.label}: from ${value(Math.min(...known), data.unit)} to ${value(Math.max(...known), data.unit)}; the numbers stand in the table below`;
}

/** Half-hourly, for those who don't see the chart. */
function numbers(data, lines, times) {
  const step = Math.max(1, Math.round(1800 / data.everySeconds));
  const details = el('details', { class: 'numbers' }, el('summary', {}, 'The numbers'));
  details.addEventListener('toggle', () => {
    if (!details.open || details.children.length > 1) return;
    const rows = times.flatMap((time, i) => (i % step === 0 ? [el('tr', {}, el('td', {}, clock(time * 1000)),
      ...lines.map((line) => el('td', {}, value(line.values[i], data.unit))))] : []));
    details.append(el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'The numbers' }, el('table', {},
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Time'), ...lines.map((line) => el('th', { scope: 'col' }, line.name)))),
      el('tbody', {}, ...rows))));
  });
  return details;
}
