// Incidents: searched, each with its timeline, exported.

import { badge, el, every, json, link, replace, runbook } from './dom.js';
import { on } from './live.js';
import { ask, onSession, user } from './session.js';
import { clock, duration, serverNow } from './words.js';

const EVERY_MILLIS = 5000;
const TYPED_MILLIS = 250;

export function timeline(incident) {
  return el('ol', { class: 'timeline' }, ...incident.timeline.map((moment) => el('li', {},
    el('time', { datetime: moment.time, class: 'soft' }, clock(moment.time)),
    el('span', { class: 'soft' }, moment.kind),
    el('span', {}, moment.text))));
}

function button(text, press) {
  const made = el('button', { type: 'button', 'data-own': '' }, text);
  made.addEventListener('click', press);
  return made;
}

/** What who is signed in can do about an open incident. */
function care(incident) {
  if (user() === null || incident.closed) return [];
  const path = `/api/incidents/${encodeURIComponent(incident.id)}/ack`;
  const taken = incident.acknowledged
    ? button('Take back', () => ask(`take back the acknowledgement of ${incident.id}`, path, null, 'DELETE'))
    : button('Acknowledge for 4 h', () => ask(`acknowledge ${incident.id} for 4 h`, path, { for: '4h' }));
  return [taken, button('Silence for 4 h', () => ask(`silence ${incident.rule} for ${incident.subject} for 4 h`, '/api/silences',
    { rule: incident.rule, subject: incident.subject, for: '4h' }))];
}

/** Who knows of it, of what it is a part, and what a person can do about it. */
export function attention(incident) {
  const acknowledged = incident.acknowledged;
  return el('div', { class: 'attention buttons', 'data-incident': incident.id, 'data-key': `${incident.id} ${acknowledged?.until ?? ''} ${user() ?? ''} ${incident.closed ?? ''}` },
    acknowledged ? el('span', {}, `Acknowledged by ${acknowledged.by} until ${clock(acknowledged.until)}${acknowledged.why ? `: ${acknowledged.why}` : ''}. `) : null,
    incident.root ? el('span', {}, 'Part of ', link(incident.root, 'incidents', incident.root), '. ') : null, ...care(incident));
}

export function incidentCard(incident) {
  const end = incident.closed ? Date.parse(incident.closed) : serverNow();
  const span = duration((end - Date.parse(incident.opened)) / 1000);
  const details = el('details', { class: 'incident' },
    el('summary', {}, badge(incident.closed ? 'grey' : incident.level, incident.closed ? `closed, was ${incident.level}` : incident.level),
      el('span', { class: 'part strong' }, incident.rule), el('span', { class: 'part' }, `for ${incident.subject}`),
      el('span', { class: 'part soft' }, `${clock(incident.opened)}, ${incident.closed ? `lasted ${span}` : `open for ${span}`}`)),
    incident.closed ? null : runbook(incident.runbook), attention(incident), timeline(incident),
    el('p', {}, link(`Incident ${incident.id}`, 'incidents', incident.id), ' · ', link(`Rule ${incident.rule}`, 'rules', incident.rule)));
  details.dataset.key = incident.id;
  details.open = !incident.closed;
  return details;
}

const choice = (name, label, words) => el('label', {}, `${label} `, el('select', { name },
  el('option', { value: '' }, 'any'), ...words.map((word) => el('option', { value: word }, word))));

export function start(place, show) {
  const form = el('form', { id: 'search', role: 'search' },
    el('label', { class: 'wide' }, 'Search ', el('input', { type: 'search', name: 'q', maxlength: '200', placeholder: 'rule, subject or what happened', autocomplete: 'off' })),
    choice('state', 'State', ['open', 'closed']), choice('level', 'Level', ['yellow', 'red']),
    el('label', {}, 'From ', el('input', { type: 'date', name: 'from' })), el('label', {}, 'Before ', el('input', { type: 'date', name: 'to' })));
  const csv = el('a', { download: '' }, 'CSV');
  const jsonLink = el('a', { download: 'incidents.json' }, 'JSON');
  const result = el('p', { class: 'soft', role: 'status' });
  const list = el('div', { id: 'incidents' });
  place.append(form, el('p', {}, 'Take what is shown along as ', csv, ' or ', jsonLink, '.'), result, list);
  for (const [name, given] of new URLSearchParams(location.search)) {
    if (form.elements[name]) form.elements[name].value = given;
  }
  let asked = 0;
  const look = async () => {
    asked += 1;
    const mine = asked;
    const query = new URLSearchParams([...new FormData(form)].filter(([, given]) => given !== ''));
    csv.href = `/api/incidents?${new URLSearchParams([...query, ['format', 'csv'], ['limit', '500']])}`;
    jsonLink.href = `/api/incidents?${new URLSearchParams([...query, ['limit', '500']])}`;
    const { incidents } = await json(`/api/incidents?${query}`);
    if (mine !== asked) return;
    replace(result, [incidents.length === 0 ? 'None of this kind.' : `${incidents.length === 100 ? 'The newest ' : ''}${incidents.length} of them.`]);
    replace(list, incidents.map(incidentCard));
    show();
  };
  const complain = (error) => console.warn(error.message);
  let typing = 0;
  form.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => look().catch(complain), TYPED_MILLIS);
  });
  form.addEventListener('submit', (event) => { event.preventDefault(); look().catch(complain); });
  let seen = null;
  on('status', (status) => {
    const now = status.incidents.map((incident) => `${incident.id}:${incident.timeline.length}`).join();
    if (seen !== null && now !== seen) look().catch(complain);
    seen = now;
  });
  onSession(() => look().catch(complain));
  every(EVERY_MILLIS, look);
}
