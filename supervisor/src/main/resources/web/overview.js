// All on one page: feeds, what is not green, checks, journal and sinks.

import { badge, el, every, fact, json, link, number, replace, section, table } from './dom.js';
import { incidentCard } from './incidents.js';
import { breaker } from './demo.js';
import { latest, on } from './live.js';
import { ask, onSession, user } from './session.js';
import { spark, sparkLabel } from './spark.js';
import { ago, clock, count, ladderText, millis, outlook, percent, stateOf, value } from './words.js';

const PULSE_EVERY_MILLIS = 30000;
const RULES_EVERY_MILLIS = 15000;
const CLOSED_SHOWN = 3;
const LIST_EVERY_MILLIS = 5000;
const ACTIONS = ['reconnect', 'restart-streams', 'reset-connection', 'pause', 'resume'];

let pulse = { feeds: {} };
let files = [];
let open = [];
let closed = [];
let seen = '';

export function feedCard(feed, linked = true) {
  const ticks = [...(pulse.feeds[feed.id]?.ticksPerMinute ?? []), feed.ticksPerMinute];
  return el('article', { class: `card ${feed.level}`, 'data-key': `feed-${feed.id}` },
    el('div', { class: 'card-head' },
      linked ? el('h3', {}, link(feed.id, 'feeds', feed.id)) : null,
      el('span', { class: 'soft' }, stateOf(feed)), badge(feed.level)),
    spark(ticks, sparkLabel(ticks, 'Ticks a minute in the last hour')),
    el('dl', { class: 'facts' },
      fact('Ticks a minute', count(feed.ticksPerMinute)),
      fact('Lag', millis(feed.lagMillis)),
      fact('Last tick', ago(feed.lastTick)),
      fact('Streams', count(feed.streams)),
      fact('Connections', `${feed.connections} of ${feed.connectionsWanted}`),
      fact('Reconnects in 1 h', feed.reconnectsLastHour),
      fact('Errors in 1 h', feed.errorsLastHour),
      feed.venue === 'open' ? null : fact('Venue says', feed.venue)),
    feed.ladder ? el('p', { class: 'ladder' }, `Recovery: ${ladderText(feed.ladder)}.`) : null,
    user() === null ? null : el('p', { class: 'actions', role: 'group', 'aria-label': `Actions on ${feed.id}` },
      ...ACTIONS.map((action) => el('button', { type: 'button', class: 'quiet', 'data-feed': feed.id, 'data-action': action }, action))));
}

/** Reads the last hour of every feed. */
export async function readPulse() {
  pulse = await json('/api/pulse');
}

/** Carries out what the buttons of a feed's card say, after a question. */
export function actOn(place) {
  place.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-action]');
    if (button === null) return;
    const { feed, action } = button.dataset;
    ask(`${action} ${feed}`, `/api/feeds/${encodeURIComponent(feed)}/actions/${encodeURIComponent(action)}`);
  });
}

function troubles(status) {
  const more = (status.ruleCounts.red ?? 0) + (status.ruleCounts.yellow ?? 0) - status.rules.length;
  return section('Not green',
    table('Rules that are not green', ['Level', 'Rule', 'Value', 'Since', 'Subject'], status.rules.map((rule) => [
      badge(rule.level), link(rule.id, 'rules', rule.id), number(value(rule.value, rule.unit)), clock(rule.since), rule.subject]),
    `Every rule is green that says anything: ${count(status.ruleCounts.green ?? 0)} of them.`),
    more > 0 ? el('p', { class: 'soft' }, `And ${count(more)} more.`) : null);
}

function incidents(status) {
  const known = new Set([...status.incidents, ...closed].map((incident) => incident.id));
  // What is open no more stays until it is among those that are closed, so that what somebody reads does not vanish.
  const leaving = open.filter((incident) => !known.has(incident.id));
  const now = new Set(status.incidents.map((incident) => incident.id));
  open = [...status.incidents, ...leaving];
  const shown = [...open, ...closed.filter((incident) => !now.has(incident.id))];
  return el('section', { 'aria-labelledby': 'h-incidents' },
    el('h2', { id: 'h-incidents' }, 'Incidents'),
    el('div', { id: 'incidents' }, ...(shown.length === 0 ? [el('p', { class: 'soft' }, 'None so far.')] : shown.map((incident) => incidentCard(incident)))));
}

function journal(status) {
  const { accepted, refused, backlog, stored } = status.journal;
  return section('Journal and sinks', el('dl', { id: 'journal', class: 'facts card' },
    fact('Accepted', count(accepted)), fact('Refused', count(refused)), fact('Backlog', count(backlog)),
    ...Object.entries(stored).map(([sink, ticks]) => fact(`Stored in ${sink}`, count(ticks))),
    ...status.completeness.map((day) => fact(`${day.feed} complete today`, percent(day.percent)))));
}

/** Rule files that are not in force as they stand on the disk. */
function badFiles() {
  const bad = files.filter((file) => file.state !== 'good');
  if (bad.length === 0) return null;
  return el('details', { id: 'bad-rules', class: 'notice' },
    el('summary', {}, bad.map((file) => (file.state === 'kept'
      ? `${file.name} is wrong since ${clock(file.since)}: its last good version is in force.`
      : `${file.name} is wrong since ${clock(file.since)} and not in force.`)).join(' ')),
    el('ul', { class: 'plain' }, ...bad.flatMap((file) => file.problems.map((problem) => el('li', {},
      `${problem.file}:${problem.line}:${problem.column}: ${problem.what}`)))));
}

function render(parts) {
  const status = latest();
  if (status === null) return;
  const runsOut = outlook(status);
  replace(parts.meta, [`Health score ${status.score} of 100 · as of ${clock(status.time)}${runsOut === null ? '' : ` · ${runsOut}`}`]);
  replace(parts.files, [badFiles()].filter((each) => each !== null));
  replace(parts.feeds, status.feeds.map((feed) => feedCard(feed)));
  replace(parts.rest, [
    troubles(status), incidents(status),
    section('Checks', table('Checks', ['Level', 'Check', 'Readings'], status.checks.map((check) => [
      badge(check.level), check.id, Object.entries(check.readings).map(([name, reading]) => `${name} ${reading ?? '–'}`).join(', ')]))),
    journal(status)]);
}

async function lists() {
  closed = (await json(`/api/incidents?state=closed&limit=${CLOSED_SHOWN}`)).incidents;
  open = latest()?.incidents ?? [];
}

export function start(place, show) {
  const parts = {
    meta: el('p', { id: 'meta', class: 'meta' }), files: el('div'),
    feeds: el('div', { id: 'feeds', class: 'cards' }), rest: el('div'),
  };
  place.append(parts.meta, parts.files, section('Feeds', parts.feeds), breaker(), parts.rest);
  actOn(parts.feeds);
  const draw = () => render(parts);
  on('status', (status) => {
    draw();
    show();
    const now = status.incidents.map((incident) => incident.id).join();
    if (now !== seen) {
      seen = now;
      lists().then(draw).catch((error) => console.warn(error.message));
    }
  });
  onSession(draw);
  every(PULSE_EVERY_MILLIS, () => readPulse().then(draw));
  every(LIST_EVERY_MILLIS, () => lists().then(draw));
  every(RULES_EVERY_MILLIS, async () => { files = (await json('/api/rules')).files; draw(); });
  setInterval(draw, 1000);
}
