// All rules, and what each says now.

import { $, badge, el, every, json, link, replace, table, WORST_FIRST } from './dom.js';
import { on, want } from './live.js';
import { clock, count, value } from './words.js';

const EVERY_MILLIS = 15000;

export function start(place, show) {
  want('?view=rules');
  const filter = el('input', { type: 'search', maxlength: '100', placeholder: 'part of a name or a sentence', autocomplete: 'off' });
  const form = el('form', { class: 'bar', role: 'search' }, el('label', {}, 'Find ', filter));
  form.addEventListener('submit', (event) => event.preventDefault());
  const [files, list] = [el('div'), el('div', { id: 'rules' })];
  place.append(form, files, list);
  let book = { files: [], rules: [] };
  let sums = {};
  const draw = () => {
    const text = filter.value.trim().toLowerCase();
    const level = (rule) => sums[rule.id]?.level ?? 'grey';
    const found = book.rules.filter((rule) => `${rule.id} ${rule.about}`.toLowerCase().includes(text))
      .sort((a, b) => WORST_FIRST[level(a)] - WORST_FIRST[level(b)] || a.id.localeCompare(b.id));
    replace(list, [table('Rules', ['Level', 'Rule', 'Value', 'Yellow', 'Red', 'Subjects', 'About'], found.map((rule) => {
      const sum = sums[rule.id];
      const subjects = sum === undefined || sum.dormant ? '–' : sum.subjects === 1 ? sum.subject : `${count(sum.subjects)}${sum.red + sum.yellow > 0 ? `, ${count(sum.red + sum.yellow)} not green` : ''}`;
      return [badge(level(rule), sum?.dormant ? 'dormant' : level(rule)), link(rule.id, 'rules', rule.id), sum ? value(sum.value, sum.unit) : '–',
        rule.yellow ?? '–', rule.red ?? '–', subjects, rule.about];
    }))]);
    replace(files, book.files.filter((file) => file.state !== 'good').map((file) => el('div', { class: 'notice', 'data-key': file.name },
      el('p', {}, `${file.name} is wrong since ${clock(file.since)}${file.state === 'kept' ? ': its last good version is in force.' : ' and not in force.'}`),
      el('ul', { class: 'plain' }, ...file.problems.map((problem) => el('li', {}, `${problem.file}:${problem.line}:${problem.column}: ${problem.what}`))))));
  };
  on('rules', (now) => { sums = now; draw(); if (book.rules.length > 0) show(); });
  filter.addEventListener('input', draw);
  every(EVERY_MILLIS, async () => {
    book = await json('/api/rules');
    draw();
    show();
  });
  $('title').textContent = 'Rules';
}
