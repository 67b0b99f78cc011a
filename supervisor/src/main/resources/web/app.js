// The page: shows what /api/events sends. Everything that comes from outside goes into text nodes, never into markup.

const SHAPES = { green: '●', yellow: '▲', red: '■', grey: '○' };
const STALE_AFTER_MILLIS = 5000;
const LISTS_EVERY_MILLIS = 5000;

const $ = (id) => document.getElementById(id);
let status = null;
let heardAt = 0;
let connected = false;
let clockSkewMillis = 0;

function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const badge = (level, word = level) => el('span', { class: `badge ${level}` }, `${SHAPES[level] ?? '○'} ${word}`);

const fact = (name, value) => el('div', {}, el('dt', {}, name), el('dd', {}, String(value)));

/** Replaces the children only where something is different, so that focus, selection and open details stay. */
function replace(parent, children) {
  const old = [...parent.children];
  children.forEach((child, i) => {
    if (i >= old.length) parent.append(child);
    else if (!same(old[i], child)) parent.replaceChild(child, old[i]);
  });
  old.slice(children.length).forEach((child) => child.remove());
}

function same(a, b) {
  if (b.tagName === 'DETAILS' && a.tagName === 'DETAILS' && a.dataset.key === b.dataset.key) b.open = a.open;
  return a.isEqualNode(b);
}

const serverNow = () => Date.now() - clockSkewMillis;

function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

const ago = (time) => (time === null ? 'never' : `${duration((serverNow() - Date.parse(time)) / 1000)} ago`);
const clock = (time) => new Date(time).toLocaleTimeString([], { hour12: false });

function value(rule) {
  if (rule.value === null) return '–';
  if (rule.unit === 's') return rule.value < 10 ? `${rule.value.toFixed(1)} s` : duration(rule.value);
  if (rule.unit === 'share') return `${(rule.value * 100).toFixed(1)} %`;
  if (rule.unit === 'bytes') return bytes(rule.value);
  const number = Number.isInteger(rule.value) ? String(rule.value) : rule.value.toPrecision(4);
  return rule.unit ? `${number} ${rule.unit}` : number;
}

function bytes(count) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let i = 0;
  while (count >= 1000 && i < units.length - 1) { count /= 1000; i += 1; }
  return `${count.toFixed(i === 0 ? 0 : 1)} ${units[i]}`;
}

function truth() {
  const ill = status.feeds.filter((feed) => feed.state !== 'healthy');
  const open = status.incidents.length;
  const incidents = `${open} open incident${open === 1 ? '' : 's'}`;
  if (ill.length > 0) {
    const names = ill.map((feed) => `${feed.id} is ${feed.state === 'degraded' && !feed.flowing ? 'connected but silent' : feed.state}`);
    return `${names.join(', ')}; ${incidents}.`;
  }
  if (status.level === 'grey') return 'Nothing is known yet.';
  if (status.level === 'green') return status.feeds.length === 0 ? 'No feed is configured.' : 'All is well: every feed flows.';
  return `Data flows, but not all is well: ${incidents}.`;
}

function ladderText(ladder) {
  const done = ladder.step ? `${ladder.step} was tried` : 'nothing tried yet';
  if (!ladder.next) return `${done}; a person is needed`;
  if (!ladder.nextAt) return `${done}; next: ${ladder.next}`;
  const left = (Date.parse(ladder.nextAt) - serverNow()) / 1000;
  return left > 0 ? `${done}; ${ladder.next} in ${duration(left)}` : `${done}; ${ladder.next} is due`;
}

function feedCard(feed) {
  return el('article', { class: `card ${feed.level}` },
    el('div', { class: 'card-head' }, el('h3', {}, feed.id), badge(feed.level, feed.state)),
    el('dl', { class: 'facts' },
      fact('Ticks a minute', feed.ticksPerMinute),
      fact('Last tick', ago(feed.lastTick)),
      fact('Streams', feed.streams),
      fact('Connections', `${feed.connections} of ${feed.connectionsWanted}`),
      fact('Reconnects in 1 h', feed.reconnectsLastHour),
      fact('Errors in 1 h', feed.errorsLastHour),
      feed.venue === 'open' ? null : fact('Venue says', feed.venue)),
    feed.ladder ? el('p', { class: 'ladder' }, `Recovery: ${ladderText(feed.ladder)}.`) : null);
}

function timeline(incident) {
  return el('ol', { class: 'timeline' }, ...incident.timeline.map((moment) => el('li', {},
    el('time', { datetime: moment.time, class: 'soft' }, clock(moment.time)),
    el('span', { class: 'soft' }, moment.kind),
    el('span', {}, moment.text))));
}

function incidentCard(incident) {
  const span = incident.closed
    ? `lasted ${duration((Date.parse(incident.closed) - Date.parse(incident.opened)) / 1000)}`
    : 'open';
  const details = el('details', {},
    el('summary', {}, badge(incident.closed ? 'green' : incident.level, incident.closed ? 'closed' : incident.level),
      ` ${incident.subject}: ${incident.rule}`,
      el('span', { class: 'soft' }, `${clock(incident.opened)}, ${span}`)),
    timeline(incident));
  details.dataset.key = incident.id;
  details.open = !incident.closed;
  return details;
}

function table(id, heads, rows) {
  replace($(id), [
    el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map((cell) => (cell instanceof Element && cell.tagName === 'TD' ? cell : el('td', {}, cell)))))),
  ]);
}

const worst = { red: 0, yellow: 1, green: 2, grey: 3 };

function render() {
  if (status === null) return;
  const level = status.level;
  $('truth').className = `truth ${level}`;
  const sentence = `${SHAPES[level]} ${truth()}`;
  if ($('truth').textContent !== sentence) $('truth').textContent = sentence;
  $('meta').textContent = `Health score ${status.score} of 100 · as of ${clock(status.time)}`;
  document.title = `${SHAPES[level]} ${level} – Feedwarden`;
  const silent = Date.now() - heardAt > STALE_AFTER_MILLIS;
  $('stale').hidden = connected && !silent;
  if (!connected || silent) {
    $('stale').textContent = `No news for ${duration((Date.now() - heardAt) / 1000)}: what you see is old. Trying again …`;
  }
  replace($('feeds'), status.feeds.map(feedCard));
  const rules = [...status.rules].sort((a, b) => worst[a.level] - worst[b.level] || a.id.localeCompare(b.id) || a.subject.localeCompare(b.subject));
  table('rules', ['Level', 'Rule', 'Subject', 'Value', 'Since', 'About'], rules.map((rule) => [
    badge(rule.level, rule.dormant ? 'dormant' : rule.level),
    rule.id, rule.subject, el('td', { class: 'number' }, value(rule)), rule.dormant ? '–' : clock(rule.since), rule.about]));
  $('checks-section').hidden = status.checks.length === 0;
  table('checks', ['Level', 'Check', 'Readings'], status.checks.map((check) => [
    badge(check.level), check.id,
    Object.entries(check.readings).map(([name, reading]) => `${name} ${reading ?? '–'}`).join(', ')]));
  const journal = status.journal;
  replace($('journal'), [
    fact('Accepted', journal.accepted),
    fact('Refused', journal.refused),
    fact('Backlog', journal.backlog),
    ...Object.entries(journal.stored).map(([sink, count]) => fact(`Stored in ${sink}`, count)),
  ]);
}

async function json(path) {
  const answer = await fetch(path, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

async function lists() {
  try {
    const [incidents, outbox, plugins] = await Promise.all([json('/api/incidents?limit=20'), json('/api/outbox?limit=20'), json('/api/plugins')]);
    replace($('incidents'), incidents.incidents.length === 0 ? [el('p', { class: 'soft' }, 'None so far.')] : incidents.incidents.map(incidentCard));
    replace($('outbox'), outbox.mails.length === 0 ? [el('p', { class: 'soft' }, 'No mail so far.')] : outbox.mails.map(mailCard));
    table('plugins', ['State', 'Plugin', 'Version', 'Provides', 'Reason'], plugins.plugins.map((plugin) => [
      badge(plugin.state === 'started' ? 'green' : plugin.state === 'starting' ? 'yellow' : 'red', plugin.state),
      plugin.id, plugin.version, plugin.provides.join(', '), plugin.error ?? '']));
  } catch (error) {
    console.warn(`lists not read: ${error.message}`);
  }
}

function mailCard(mail) {
  const details = el('details', {},
    el('summary', {}, badge(mail.state === 'sent' ? 'green' : mail.state === 'dead' ? 'red' : 'grey', mail.state), ` ${mail.subject}`,
      el('span', { class: 'soft' }, `${clock(mail.created)}, to ${mail.to}`)),
    mail.error ? el('p', { class: 'soft' }, `Last answer: ${mail.error}`) : null,
    el('pre', {}, mail.text));
  details.dataset.key = mail.id;
  return details;
}

function listen() {
  const events = new EventSource('/api/events');
  let seen = '';
  events.addEventListener('status', (event) => {
    status = JSON.parse(event.data);
    heardAt = Date.now();
    connected = true;
    clockSkewMillis = heardAt - Date.parse(status.time);
    render();
    const now = status.incidents.map((incident) => `${incident.id}:${incident.timeline.length}`).join();
    if (now !== seen) {
      seen = now;
      lists();
    }
  });
  events.addEventListener('error', () => { connected = false; render(); });
}

async function demo() {
  let feeds;
  try {
    feeds = (await json('/sim/feeds')).feeds;
  } catch {
    return false;
  }
  $('demo').hidden = false;
  if ($('break-feed').options.length === 0) {
    $('break-feed').append(...feeds.map((feed) => el('option', { value: feed.id }, feed.id)));
    const kinds = ['stall', 'drop', 'refuse', 'half-open', 'slow-drip', 'malformed', 'truncated', 'duplicate', 'out-of-order', 'rate-limit', 'maintenance', 'ack-missing', 'expire'];
    $('break-kind').append(...kinds.map((kind) => el('option', { value: kind }, kind)));
  }
  replace($('faults'), feeds.flatMap((feed) => feed.faults.map((fault) => el('li', {}, badge('yellow', fault.kind),
    ` on ${feed.id} until ${clock(fault.until)}`))));
  return true;
}

async function breakIt(event) {
  event.preventDefault();
  const fault = { feed: $('break-feed').value, kind: $('break-kind').value, for: $('break-for').value };
  const answer = await fetch('/sim/faults', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fault) });
  $('break-result').textContent = answer.ok ? `${fault.kind} for ${fault.for}` : `refused: ${(await answer.json()).error ?? answer.status}`;
  demo();
}

$('break').addEventListener('submit', breakIt);
listen();
lists();
setInterval(lists, LISTS_EVERY_MILLIS);
setInterval(render, 1000);
demo().then((simulated) => { if (simulated) setInterval(demo, 2000); });
