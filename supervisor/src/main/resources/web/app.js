// The page: shows what /api/events sends. Everything that comes from outside goes into text nodes, never into markup.

const SHAPES = { green: '●', yellow: '▲', red: '■', grey: '○' };
const STALE_AFTER_MILLIS = 5000;
const SILENT_TOO_LONG_MILLIS = 20000;
const LISTS_EVERY_MILLIS = 5000;
const FAULTS_EVERY_MILLIS = 2000;
const FAULTS = {
  stall: 'connected, but no data',
  drop: 'every connection is cut',
  refuse: 'no new connection is taken',
  'half-open': 'the line is dead, and nobody says so',
  'slow-drip': 'a few bytes at a time',
  malformed: 'messages that are no JSON',
  truncated: 'messages cut short',
  duplicate: 'messages sent twice',
  'out-of-order': 'messages in the wrong order',
  'rate-limit': 'requests are refused as too many',
  maintenance: 'the exchange is closed',
  'ack-missing': 'subscriptions are not acknowledged',
  expire: 'instruments come to their end',
};

const ACTIONS = ['reconnect', 'restart-streams', 'reset-connection', 'pause', 'resume'];

const OUTLOOK_SECONDS = 30 * 86400;
const RUNS_OUT = {
  'disk.free': 'the disk is full',
  'files.disk_left': 'the disk of the files of ticks is full',
  'journal.full': 'the journal is full',
  'memory.heap': 'the heap is full',
  'redis.memory_share': 'the memory of Redis is full',
};

const $ = (id) => document.getElementById(id);
let status = null;
let heardAt = 0;
let connected = false;
let simulated = false;
let clockSkewMillis = 0;
let session = { user: null, csrf: null, users: false, mayRead: true };
let asked = null;

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

/** Makes a parent's children like those wanted and touches only what differs, so that focus, selection and open details stay. */
function replace(parent, wanted) {
  const keyed = new Map([...parent.children].filter((child) => child.dataset.key).map((child) => [child.dataset.key, child]));
  wanted.forEach((node, i) => {
    const there = parent.childNodes[i] ?? null;
    const old = node.dataset?.key ? keyed.get(node.dataset.key) : there;
    if (!old || old.nodeName !== node.nodeName || old.dataset?.key !== node.dataset?.key) parent.insertBefore(node, there);
    else {
      if (old !== there) parent.insertBefore(old, there);
      adopt(old, node);
    }
  });
  [...parent.childNodes].slice(wanted.length).forEach((child) => child.remove());
}

function adopt(old, wanted) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== wanted.data) old.data = wanted.data;
    return;
  }
  const names = new Set([...old.getAttributeNames(), ...wanted.getAttributeNames()]);
  names.delete('open');
  for (const name of names) {
    const value = wanted.getAttribute(name);
    if (value === null) old.removeAttribute(name);
    else if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  replace(old, [...wanted.childNodes]);
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
const count = (number) => number.toLocaleString('en');

/** The time of day, with the date where it is not today's. */
function clock(time) {
  const date = new Date(time);
  const day = date.toDateString() === new Date().toDateString() ? '' : `${date.toLocaleDateString([], { day: 'numeric', month: 'short' })} `;
  return day + date.toLocaleTimeString([], { hourCycle: 'h23' });
}

function value(rule) {
  if (rule.value === null) return '–';
  if (rule.unit === 's') return rule.value < 10 ? `${rule.value.toFixed(1)} s` : duration(rule.value);
  if (rule.unit === 'share') return `${Number((rule.value * 100).toFixed(1))} %`;
  if (rule.unit === 'bytes') return bytes(rule.value);
  const number = Number.isInteger(rule.value) ? count(rule.value) : rule.value.toPrecision(4);
  return rule.unit ? `${number} ${rule.unit}` : number;
}

function bytes(size) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let i = 0;
  while (size >= 1000 && i < units.length - 1) { size /= 1000; i += 1; }
  return `${size.toFixed(i === 0 ? 0 : 1)} ${units[i]}`;
}

function stateOf(feed) {
  if (feed.state !== 'degraded') return feed.state;
  return feed.flowing ? 'partly connected' : 'connected but silent';
}

/** The whole state in one sentence. */
function truth() {
  const ill = status.feeds.filter((feed) => feed.state !== 'healthy');
  if (ill.length > 0) {
    const ladders = ill.map((feed) => feed.ladder).filter((ladder) => ladder !== null);
    const help = ladders.some((ladder) => !ladder.next) ? '; a person is needed' : ladders.length > 0 ? '; recovery is under way' : '';
    return `${ill.map((feed) => `${feed.id} is ${stateOf(feed)}`).join(', ')}${help}.`;
  }
  if (status.level === 'grey') return 'Nothing is known yet.';
  if (status.level === 'green') return status.feeds.length === 0 ? 'No feed is configured.' : 'All is well: every feed flows.';
  const broken = status.rules.filter((rule) => rule.level === status.level).map((rule) => `${rule.id} is ${rule.level} for ${rule.subject}`);
  return `Data flows, but not all is well${broken.length > 0 ? `: ${broken.join(', ')}` : ''}.`;
}

/** What runs out first; null where nothing does within 30 days. */
function outlook() {
  const first = status.outlook?.[0];
  if (first === undefined || first.inSeconds > OUTLOOK_SECONDS) return null;
  const what = RUNS_OUT[first.what] ?? `${first.what} of ${first.subject} is at its limit`;
  const days = Math.floor(first.inSeconds / 86400);
  return `At this rate ${what} in ${days >= 2 ? `${days} days` : duration(first.inSeconds)}.`;
}

function ladderText(ladder) {
  const done = ladder.step ? `${ladder.step} was tried` : 'nothing tried yet';
  if (!ladder.next) return `${done}; a person is needed`;
  if (!ladder.nextAt) return `${done}; next: ${ladder.next}`;
  const left = (Date.parse(ladder.nextAt) - serverNow()) / 1000;
  return left >= 0.5 ? `${done}; ${ladder.next} in ${duration(left)}` : `${done}; ${ladder.next} is due`;
}

function feedCard(feed) {
  return el('article', { class: `card ${feed.level}` },
    el('div', { class: 'card-head' }, el('h3', {}, feed.id), el('span', { class: 'soft' }, stateOf(feed)), badge(feed.level)),
    el('dl', { class: 'facts' },
      fact('Ticks a minute', count(feed.ticksPerMinute)),
      fact('Last tick', ago(feed.lastTick)),
      fact('Streams', feed.streams),
      fact('Connections', `${feed.connections} of ${feed.connectionsWanted}`),
      fact('Reconnects in 1 h', feed.reconnectsLastHour),
      fact('Errors in 1 h', feed.errorsLastHour),
      feed.venue === 'open' ? null : fact('Venue says', feed.venue)),
    feed.ladder ? el('p', { class: 'ladder' }, `Recovery: ${ladderText(feed.ladder)}.`) : null,
    session.user === null ? null : el('p', { class: 'actions', role: 'group', 'aria-label': `Actions on ${feed.id}` },
      ...ACTIONS.map((action) => el('button', { type: 'button', class: 'quiet', 'data-feed': feed.id, 'data-action': action }, action))));
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
      el('span', { class: 'part' }, incident.rule), el('span', { class: 'part' }, `for ${incident.subject}`),
      el('span', { class: 'part soft' }, `${clock(incident.opened)}, ${span}`)),
    timeline(incident));
  details.dataset.key = incident.id;
  details.open = !incident.closed;
  return details;
}

const percent = (day) => (day === undefined || day.percent === null ? '–' : `${day.percent} %`);

function gapItem(gap) {
  const seconds = ((gap.to === null ? serverNow() : Date.parse(gap.to)) - Date.parse(gap.from)) / 1000;
  const ticks = gap.ticks > 0 ? `, ${count(gap.ticks)} ticks` : '';
  return el('li', {}, el('time', { datetime: gap.from, class: 'soft' }, clock(gap.from)),
    el('span', { class: 'soft' }, gap.to === null ? 'open' : duration(seconds)),
    el('span', {}, `${gap.reason}${gap.to === null ? ` for ${duration(seconds)}` : ''}${ticks}`));
}

/** One feed: today, by the server's UTC day, with its latest gaps first, and yesterday's percentage. */
function completenessCard(feed, days) {
  const today = days.find((day) => status.time.startsWith(day.day));
  const yesterday = days.find((day) => day !== today);
  const gaps = today === undefined ? [] : [...today.gaps].reverse();
  const open = gaps.some((gap) => gap.to === null);
  const details = el('details', {},
    el('summary', {}, `${count(today?.gapCount ?? 0)} gaps today`),
    gaps.length === 0 ? el('p', { class: 'soft' }, 'None so far.') : el('ol', { class: 'timeline' }, ...gaps.map(gapItem)));
  const card = el('article', { class: `card ${open ? 'red' : 'green'}` },
    el('div', { class: 'card-head' }, el('h3', {}, feed), badge(open ? 'red' : 'green', open ? 'gap open' : 'no gap open')),
    el('dl', { class: 'facts' },
      fact('Today (UTC)', percent(today)),
      fact('Yesterday', percent(yesterday)),
      fact('Accepted today', count(today?.accepted ?? 0)),
      ...Object.entries(today?.stored ?? {}).map(([sink, ticks]) => fact(`Stored in ${sink}`, count(ticks))),
      ...Object.entries(today?.setAside ?? {}).map(([sink, ticks]) => fact(`Set aside for ${sink}`, count(ticks))),
      today === undefined || today.exact ? null : fact('Counts', 'too low: files were damaged')),
    details);
  card.dataset.key = `completeness-${feed}`;
  return card;
}

function table(id, heads, rows) {
  replace($(id), [
    el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map((cell) => (cell instanceof Element && cell.tagName === 'TD' ? cell : el('td', {}, cell)))))),
  ]);
}

const worst = { red: 0, yellow: 1, green: 2, grey: 3 };

/** Sets a text that is read aloud, but only where it is another one. */
function say(id, text) {
  if ($(id).textContent !== text) $(id).textContent = text;
}

function render() {
  if (status === null) return;
  const stale = !connected || Date.now() - heardAt > STALE_AFTER_MILLIS;
  const level = stale ? 'grey' : status.level;
  $('truth').className = `truth ${level}`;
  say('truth', `${SHAPES[level]} ${stale ? 'Last known: ' : ''}${truth()}`);
  say('stale', `No news since ${clock(heardAt)}: what you see is old. Trying again …`);
  $('stale').hidden = !stale;
  $('outlook').textContent = outlook() ?? '';
  $('outlook').hidden = outlook() === null;
  $('meta').textContent = `Health score ${status.score} of 100 · as of ${clock(status.time)}`;
  document.title = `${SHAPES[level]} ${stale ? 'no news' : level} – Feedwarden`;
  replace($('feeds'), status.feeds.map(feedCard));
  const rules = [...status.rules].sort((a, b) => worst[a.level] - worst[b.level] || a.id.localeCompare(b.id) || a.subject.localeCompare(b.subject));
  table('rules', ['Level', 'Rule', 'Value', 'Subject', 'Since', 'About'], rules.map((rule) => [
    badge(rule.level, rule.dormant ? 'dormant' : rule.level),
    rule.id, el('td', { class: 'number' }, value(rule)), rule.subject, rule.dormant ? '–' : clock(rule.since), rule.about]));
  $('checks-section').hidden = status.checks.length === 0;
  table('checks', ['Level', 'Check', 'Readings'], status.checks.map((check) => [
    badge(check.level), check.id,
    Object.entries(check.readings).map(([name, reading]) => `${name} ${reading ?? '–'}`).join(', ')]));
  const complete = status.completeness;
  $('completeness-section').hidden = complete.length === 0;
  replace($('completeness'), [...new Set(complete.map((day) => day.feed))].map((feed) => completenessCard(feed, complete.filter((day) => day.feed === feed))));
  const journal = status.journal;
  replace($('journal'), [
    fact('Accepted', count(journal.accepted)),
    fact('Refused', count(journal.refused)),
    fact('Backlog', count(journal.backlog)),
    ...Object.entries(journal.stored).map(([sink, ticks]) => fact(`Stored in ${sink}`, count(ticks))),
  ]);
}

async function json(path) {
  const answer = await fetch(path, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

async function lists() {
  try {
    const [incidents, outbox, plugins, rules, done] = await Promise.all([json('/api/incidents?limit=20'), json('/api/outbox?limit=20'), json('/api/plugins'), json('/api/rules'), json('/api/audit?limit=20')]);
    audit(done.audit);
    ruleFiles(rules.files);
    replace($('incidents'), incidents.incidents.length === 0 ? [el('p', { class: 'soft' }, 'None so far.')] : incidents.incidents.map(incidentCard));
    replace($('outbox'), outbox.mails.length === 0 ? [el('p', { class: 'soft' }, 'No mail so far.')] : outbox.mails.map(mailCard));
    table('plugins', ['State', 'Plugin', 'Version', 'Provides', 'Reason'], plugins.plugins.map((plugin) => [
      badge(plugin.state === 'started' ? 'green' : plugin.state === 'starting' ? 'yellow' : 'red', plugin.state),
      plugin.id, plugin.version, plugin.provides.join(', '), plugin.error ?? '']));
    simulated = plugins.services.includes('sim');
    $('demo').hidden = !simulated;
    if ($('break-feed').options.length === 0) faults();
  } catch (error) {
    console.warn(`lists not read: ${error.message}`);
  }
}

/** What ladders and people did, the newest first. */
function audit(rows) {
  if (rows.length === 0) replace($('audit'), [el('caption', { class: 'soft' }, 'Nothing so far.')]);
  else table('audit', ['Time', 'Who', 'What', 'Subject', 'Result', 'Why'], rows.map((row) => [
    clock(row.time), row.who, row.what, row.subject, row.result, row.why]));
}

/** The banner: rule files that are not in force as they stand on the disk. */
function ruleFiles(files) {
  const bad = files.filter((file) => file.state !== 'good');
  $('bad-rules').hidden = bad.length === 0;
  say('bad-rules-sum', bad.map((file) => (file.state === 'kept'
    ? `${file.name} is wrong since ${clock(file.since)}: its last good version is in force.`
    : `${file.name} is wrong since ${clock(file.since)} and not in force.`)).join(' '));
  replace($('bad-rules-list'), bad.flatMap((file) => file.problems.map((problem) => el('li', {},
    `${problem.file}:${problem.line}:${problem.column}: ${problem.what}`))));
}

function mailCard(mail) {
  const details = el('details', {},
    el('summary', {}, badge(mail.state === 'sent' ? 'green' : mail.state === 'dead' ? 'red' : 'grey', mail.state),
      ` ${mail.subject}`, el('span', { class: 'part soft' }, `${clock(mail.created)}, to ${mail.to}`)),
    mail.error ? el('p', { class: 'soft' }, `Last answer: ${mail.error}`) : null,
    el('pre', {}, mail.text));
  details.dataset.key = mail.id;
  return details;
}

function listen() {
  const events = new EventSource('/api/events');
  const opened = Date.now();
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
  // The browser tries again after a broken connection, but not after a refusal, nor on a line that is dead unnoticed.
  stopListening = () => { clearInterval(watch); events.close(); };
  const watch = setInterval(() => {
    if (events.readyState !== EventSource.CLOSED && Date.now() - Math.max(heardAt, opened) < SILENT_TOO_LONG_MILLIS) return;
    clearInterval(watch);
    events.close();
    listen();
  }, STALE_AFTER_MILLIS);
}

/** Ends the reading of the live stream; set by {@link listen}. */
let stopListening = () => {};

/** Sends something that changes something, with the session's token. */
async function send(method, path, body) {
  const headers = { 'content-type': 'application/json' };
  if (session.csrf !== null) headers['x-csrf-token'] = session.csrf;
  const answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.error ?? `answer ${answer.status}`);
  return found;
}

function showAccount() {
  const known = session.user !== null;
  $('account').hidden = !session.users;
  $('account-name').textContent = known ? `Signed in as ${session.user}` : '';
  $('sign-out').hidden = !known;
  $('sign-in-box').hidden = known;
  document.querySelector('main').hidden = !session.mayRead;
  if (!session.mayRead) {
    say('truth', 'Sign in to read this page.');
    $('sign-in-box').open = true;
  }
  render();
}

async function whoAmI() {
  try {
    session = await json('/api/session');
    showAccount();
  } catch (error) {
    console.warn(`session not read: ${error.message}`);
  }
}

async function signIn(event) {
  event.preventDefault();
  const password = $('sign-in-password').value;
  $('sign-in-password').value = '';
  try {
    session = await send('POST', '/api/session', { user: $('sign-in-user').value, password });
    say('account-result', '');
    $('sign-in-box').open = false;
    showAccount();
    $('sign-out').focus();
    stopListening();
    listen();
    lists();
  } catch (error) {
    say('account-result', `Not signed in: ${error.message}`);
    $('sign-in-password').focus();
  }
}

async function signOut() {
  try {
    session = await send('DELETE', '/api/session');
    if (!session.mayRead) location.reload();
    say('account-result', 'Signed out.');
  } catch (error) {
    say('account-result', `Not signed out: ${error.message}`);
    await whoAmI();
  }
  showAccount();
  stopListening();
  listen();
}

/** Asks for a reason before anything is done. */
function ask(event) {
  const button = event.target.closest('button[data-action]');
  if (button === null) return;
  asked = { feed: button.dataset.feed, action: button.dataset.action };
  $('act-what').textContent = `${asked.action} ${asked.feed}?`;
  $('act-why').value = '';
  $('act').returnValue = 'no';
  $('act').showModal();
}

async function act() {
  if ($('act').returnValue !== 'go' || asked === null) return;
  const { feed, action } = asked;
  asked = null;
  say('account-result', `${action} ${feed} …`);
  try {
    const done = await send('POST', `/api/feeds/${encodeURIComponent(feed)}/actions/${encodeURIComponent(action)}`, { why: $('act-why').value });
    say('account-result', `${action} ${feed}: ${done.detail}`);
  } catch (error) {
    say('account-result', `${action} ${feed}: ${error.message}`);
    await whoAmI();
  }
  lists();
}

const option = (value, text) => el('option', { value }, text);

async function faults() {
  if (!simulated || !connected) return;
  try {
    const { feeds } = await json('/sim/feeds');
    replace($('break-feed'), feeds.map((feed) => option(feed.id, feed.id)));
    replace($('faults'), feeds.flatMap((feed) => feed.faults.map((fault) => el('li', {}, badge('yellow', fault.kind),
      ` on ${feed.id} until ${clock(fault.until)}`))));
  } catch (error) {
    console.warn(`faults not read: ${error.message}`);
  }
}

async function breakIt(event) {
  event.preventDefault();
  const fault = { feed: $('break-feed').value, kind: $('break-kind').value, for: $('break-for').value };
  try {
    const answer = await fetch('/sim/faults', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fault) });
    say('break-result', answer.ok ? `${fault.kind} for ${fault.for}` : `refused: ${(await answer.json()).error ?? answer.status}`);
  } catch (error) {
    say('break-result', `not sent: ${error.message}`);
  }
  faults();
}

$('break').addEventListener('submit', breakIt);
$('break-kind').append(...Object.entries(FAULTS).map(([kind, text]) => option(kind, `${kind}: ${text}`)));
$('sign-in').addEventListener('submit', signIn);
$('sign-out').addEventListener('click', signOut);
$('feeds').addEventListener('click', ask);
$('act').addEventListener('close', act);
whoAmI();
listen();
lists().then(faults);
setInterval(() => { if (connected) lists(); }, LISTS_EVERY_MILLIS);
setInterval(render, 1000);
setInterval(faults, FAULTS_EVERY_MILLIS);
