// The streams of a feed. However many there are, only those on the screen are drawn, and of these only what has changed.

import { el, SHAPES } from './dom.js';
import { ago, count, ladderText, millis, serverNow } from './words.js';

const ROW = 34;
const BEYOND = 6;
const SORTS = {
  'worst first': (a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id),
  'by name': (a, b) => a.id.localeCompare(b.id),
  'latest tick first': (a, b) => (b.lastTick ?? 0) - (a.lastTick ?? 0) || a.id.localeCompare(b.id),
  'greatest lag first': (a, b) => b.lag - a.lag || a.id.localeCompare(b.id),
};

const rank = (stream) => (stream.flowing ? 2 : stream.lastTick === null ? 1 : 0);

/** { element, take(news), judge(feed) } */
export function streamList(feedId) {
  const streams = new Map();
  let ladders = {};
  let feed = null;
  let shown = [];
  let onPaper = false;

  const filter = el('input', { type: 'search', id: 'stream-filter', maxlength: '100', placeholder: 'part of a name', autocomplete: 'off' });
  const sort = el('select', { id: 'stream-sort' }, ...Object.keys(SORTS).map((name) => el('option', {}, name)));
  const sum = el('p', { class: 'soft', id: 'stream-sum' });
  const body = el('tbody');
  const [above, below] = [el('tr', { class: 'spacer', 'aria-hidden': 'true' }, el('td', { colspan: '4' })), el('tr', { class: 'spacer', 'aria-hidden': 'true' }, el('td', { colspan: '4' }))];
  const grid = el('table', { class: 'streams' }, el('thead', {}, el('tr', {}, ...['State', 'Stream', 'Last tick', 'Lag'].map((head) => el('th', { scope: 'col' }, head)))), body);
  const box = el('div', { class: 'scroll tall', tabindex: '0', role: 'region', 'aria-label': 'Streams', id: 'streams' }, grid);
  const element = el('div', {}, el('form', { class: 'bar' }, el('label', {}, 'Find ', filter), el('label', {}, 'Order ', sort)), sum, box);
  element.querySelector('form').addEventListener('submit', (event) => event.preventDefault());
  body.append(above, below);

  /** Which streams, in which order. */
  function arrange() {
    const text = filter.value.trim().toLowerCase();
    const now = serverNow();
    for (const stream of streams.values()) {
      stream.flowing = feed !== null && feed.connections > 0 && feed.venue === 'open' && stream.lastTick !== null
        && now - stream.lastTick <= feed.flowLimitSeconds * 1000;
    }
    shown = [...streams.values()].filter((stream) => text === '' || stream.id.toLowerCase().includes(text)).sort(SORTS[sort.value]);
    const silent = shown.filter((stream) => !stream.flowing).length;
    const words = `${count(shown.length)} streams${text === '' ? '' : ' of this name'}, ${silent === 0 ? 'all of them flow' : `${count(silent)} silent`}.`;
    if (sum.textContent !== words) sum.textContent = words;
    grid.setAttribute('aria-rowcount', String(shown.length + 1));
    draw();
  }

  /** The rows that can be seen, and a few beyond; on paper all of them. */
  function draw() {
    const height = box.clientHeight || ROW * 12;
    const first = onPaper ? 0 : Math.max(0, Math.floor(box.scrollTop / ROW) - BEYOND);
    const last = onPaper ? shown.length : Math.min(shown.length, Math.ceil((box.scrollTop + height) / ROW) + BEYOND);
    setHeight(above, first);
    setHeight(below, shown.length - last);
    while (body.children.length - 2 < last - first) body.insertBefore(row(), below);
    while (body.children.length - 2 > Math.max(0, last - first)) below.previousSibling.remove();
    for (let i = first; i < last; i += 1) write(body.children[i - first + 1], shown[i], i);
  }

  function write(line, stream, i) {
    const [state, name, last, lag] = line.children;
    const ladder = ladders[stream.id];
    set(line, 'aria-rowindex', String(i + 2));
    set(line, 'class', stream.flowing ? '' : 'ill');
    text(state, ladder ? `${SHAPES.yellow} ${ladderText(ladder)}` : stream.flowing ? `${SHAPES.green} flows` : stream.lastTick === null ? `${SHAPES.grey} nothing yet` : `${SHAPES.yellow} silent`);
    const anchor = name.firstChild;
    text(anchor, stream.id);
    set(anchor, 'href', `/feeds/${encodeURIComponent(feedId)}/streams/${encodeURIComponent(stream.id)}`);
    text(last, stream.lastTick === null ? 'never' : ago(new Date(stream.lastTick).toISOString()));
    text(lag, stream.lastTick === null ? '–' : millis(stream.lag));
  }

  let planned = false;
  const later = () => {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => { planned = false; draw(); });
  };
  box.addEventListener('scroll', later, { passive: true });
  filter.addEventListener('input', arrange);
  sort.addEventListener('change', arrange);
  addEventListener('resize', later);
  for (const [event, paper] of [['beforeprint', true], ['afterprint', false]]) {
    addEventListener(event, () => { onPaper = paper; draw(); });
  }

  return {
    element,
    take(news) {
      if (news.feed !== feedId) return;
      if (news.full) streams.clear();
      for (const [id, [lastTick, lag]] of Object.entries(news.streams)) {
        const known = streams.get(id);
        if (known) Object.assign(known, { lastTick, lag });
        else streams.set(id, { id, lastTick, lag, flowing: false });
      }
      news.gone.forEach((id) => streams.delete(id));
      ladders = news.ladders;
      arrange();
    },
    judge(now) {
      const first = feed === null;
      feed = now;
      if (first) arrange();
    },
  };
}

const row = () => el('tr', {}, el('td'), el('td', {}, el('a')), el('td', { class: 'number' }), el('td', { class: 'number' }));

function text(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

function set(node, name, words) {
  if (node.getAttribute(name) !== words) node.setAttribute(name, words);
}

function setHeight(spacer, rows) {
  const cell = spacer.firstChild;
  const height = `${rows * ROW}px`;
  if (cell.style.height !== height) cell.style.height = height;
}
