// What ladders and people did, the newest first.

import { el, every, json, replace, table } from './dom.js';
import { clock } from './words.js';

const EVERY_MILLIS = 3000;

export function start(place, show) {
  const filter = el('input', { type: 'search', maxlength: '100', placeholder: 'who, what or subject', autocomplete: 'off' });
  const form = el('form', { class: 'bar', role: 'search' }, el('label', {}, 'Find ', filter));
  form.addEventListener('submit', (event) => event.preventDefault());
  const list = el('div', { id: 'audit' });
  place.append(form, list);
  let rows = [];
  const draw = () => {
    const text = filter.value.trim().toLowerCase();
    const found = rows.filter((row) => [row.who, row.what, row.subject, row.result, row.why].join(' ').toLowerCase().includes(text));
    replace(list, [table('Audit', ['Time', 'Who', 'What', 'Subject', 'Result', 'Why'], found.map((row) => [
      clock(row.time), row.who, row.what, row.subject, row.result, row.why]), 'Nothing so far.')]);
  };
  filter.addEventListener('input', draw);
  every(EVERY_MILLIS, async () => {
    rows = (await json('/api/audit?limit=500')).audit;
    draw();
    show();
  });
}
