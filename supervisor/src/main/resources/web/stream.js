// One stream of a feed.

import { badge, el, every, fact, json, link, replace, section } from './dom.js';
import { everyDay, ruleTable } from './feed.js';
import { incidentCard } from './incidents.js';
import { ago, brief, duration } from './words.js';

const EVERY_MILLIS = 1000;
const RULES_EVERY_MILLIS = 5000;

function facts(feed, health) {
  const next = health.next_step === null ? 'none' : `${health.next_step}${health.next_step_in === null ? '' : ` in ${brief(health.next_step_in)}`}`;
  return el('dl', { class: 'facts card' },
    fact('State', badge(health.data_flowing ? 'green' : health.socket_connected ? 'yellow' : 'red', health.data_flowing ? 'flows' : health.socket_connected ? 'silent' : 'disconnected')),
    fact('Feed', link(feed, 'feeds', feed)), fact('Last tick', ago(health.last_data)),
    fact('Lag', health.lag === null ? '–' : duration(health.lag) === '0 s' ? `${Math.round(health.lag * 1000)} ms` : duration(health.lag)),
    fact('Venue says', health.venue), fact('Last step', health.ladder_step ?? 'none'), fact('Next step', next));
}

export function start(place, show, [feed, , stream]) {
  const subject = `${feed}/${stream}`;
  const [top, rules, incidents, day] = [el('div'), el('div'), el('div'), el('div', { class: 'charts' })];
  place.append(top, section('Rules', rules), section('Incidents', incidents), section('The last day', day));
  const base = `/feeds/${encodeURIComponent(feed)}/streams/${encodeURIComponent(stream)}`;
  every(EVERY_MILLIS, async () => {
    // A stream that is down answers 503, and with the same facts.
    const answer = await fetch(`${base}/health`);
    if (answer.status === 404) throw new Error(`${base}: 404`);
    replace(top, [facts(feed, await answer.json())]);
    show();
  });
  every(RULES_EVERY_MILLIS, async () => {
    const [status, found] = await Promise.all([json('/api/status'), json(`/api/incidents?limit=20&subject=${encodeURIComponent(subject)}`)]);
    replace(rules, [ruleTable(status.rules.filter((rule) => rule.subject === subject))]);
    replace(incidents, found.incidents.length === 0 ? [el('p', { class: 'soft' }, 'None of this stream.')] : found.incidents.map(incidentCard));
  });
  everyDay(day, `/api/feeds/${encodeURIComponent(feed)}/day?stream=${encodeURIComponent(stream)}`);
}
