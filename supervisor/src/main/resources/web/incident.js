// One incident.

import { badge, el, every, fact, json, link, replace, runbook } from './dom.js';
import { attention, timeline } from './incidents.js';
import { clock, duration, serverNow } from './words.js';

const EVERY_MILLIS = 2000;

function facts(incident) {
  const end = incident.closed ? Date.parse(incident.closed) : serverNow();
  return el('dl', { class: 'facts card' },
    fact('Level', badge(incident.level)), fact('State', incident.closed ? 'closed' : 'open'),
    fact('Rule', link(incident.rule, 'rules', incident.rule)), fact('Subject', incident.subject),
    fact('Opened', clock(incident.opened)), fact('Closed', incident.closed ? clock(incident.closed) : 'not yet'),
    fact(incident.closed ? 'Lasted' : 'Open for', duration((end - Date.parse(incident.opened)) / 1000)));
}

export function start(place, show, [id]) {
  every(EVERY_MILLIS, async () => {
    const incident = await json(`/api/incidents/${encodeURIComponent(id)}`);
    replace(place, [facts(incident), runbook(incident.runbook), attention(incident), el('h2', {}, 'Timeline'), timeline(incident)]);
    show();
  });
}
