// One rule: what it says, its subjects now, and its last day with its thresholds and when it would have fired.

import { badge, el, every, fact, json, link, number, replace, runbook, section, table } from './dom.js';
import { chart } from './chart.js';
import { clock, count, duration, value } from './words.js';

const EVERY_MILLIS = 3000;
const DAY_EVERY_MILLIS = 120000;
const EMPTY_DAY_EVERY_MILLIS = 5000;
const SHOWN = 100;

function facts(rule) {
  const holds = Object.entries(rule.hold).map(([level, time]) => `${level} ${time.replace('PT', '').toLowerCase()}`).join(', ');
  return [el('p', {}, rule.about), runbook(rule.runbook), el('dl', { class: 'facts card' },
    fact('Metric', rule.metric), fact('Of', rule.of), fact('Measure', rule.measure),
    fact('Yellow', rule.yellow ?? '–'), fact('Red', rule.red ?? '–'), rule.info ? fact('Noted', rule.info) : null,
    holds ? fact('Held for', holds) : null, rule.flap ? fact('Flapping', rule.flap) : null,
    rule.needs.length > 0 ? fact('Held back by', rule.needs.join(', ')) : null, rule.during ? fact('During', rule.during) : null,
    fact('Recovery', rule.recover ?? 'none'), fact('Mail at', rule.mail.join(', ') || 'never'), fact('Stands in', rule.place))];
}

function subjects(rule) {
  return section('Now', table('Subjects', ['Level', 'Subject', 'Value', 'Since'], rule.subjects.filter((each) => !each.dormant).slice(0, SHOWN).map((each) => [
    badge(each.level), each.subject, number(value(each.value, each.unit)), clock(each.since)]), 'Nothing that it judges is configured.'),
  rule.subjectCount > SHOWN ? el('p', { class: 'soft' }, `The worst ${SHOWN} of ${count(rule.subjectCount)}.`) : null);
}

function fired(day) {
  const times = day.fired === 1 ? 'once' : `${count(day.fired)} times`;
  return [
    el('p', {}, day.fired === 0 ? 'With the thresholds in force it would not have fired in the last 24 hours.' : `With the thresholds in force it would have fired ${times} in the last 24 hours.`),
    table('Would have fired', ['Level', 'Subject', 'From', 'For', 'Mails'], [...day.firings].reverse().map((firing) => [
      badge(firing.level), firing.subject, clock(firing.from), `${duration(firing.seconds)}${firing.to === null ? ', and still so' : ''}`, firing.mails]), 'Never.'),
    el('p', { class: 'soft' }, `Judged anew from ${count(day.readings)} kept readings${day.subjectsLeftOut > 0 ? `; ${count(day.subjectsLeftOut)} subjects are not drawn` : ''}.`)];
}

export function start(place, show, [id]) {
  const [top, now, drawn, firings] = [el('div'), el('div'), el('div', { class: 'charts' }), el('div')];
  place.append(top, section('The last day', drawn, firings), now);
  const path = `/api/rules/${encodeURIComponent(id)}`;
  every(EVERY_MILLIS, async () => {
    const rule = await json(path);
    replace(top, facts(rule));
    replace(now, [subjects(rule)]);
    show();
  });
  let drawnSubjects = 0;
  const draw = async () => {
    const day = await json(`${path}/day`);
    await chart(drawn, {
      empty: 'Nothing to draw yet: what it measures is kept each minute, and drawn here by itself.',
      label: `${id} in the last 24 hours`, unit: day.unit, from: day.from, everySeconds: day.everySeconds,
      lines: day.subjects.map((each) => ({ name: each.subject, values: each.values })), thresholds: day.thresholds, spans: day.firings,
    });
    replace(firings, day.subjects.length === 0 ? [] : fired(day));
    drawnSubjects = day.subjects.length;
  };
  every(DAY_EVERY_MILLIS, draw);
  // Of what has just begun nothing is kept yet.
  every(EMPTY_DAY_EVERY_MILLIS, async () => { if (drawnSubjects === 0) await draw(); });
}
