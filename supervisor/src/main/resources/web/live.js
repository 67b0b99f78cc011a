// Reads /api/events and says when what it has is old. After a cut the server begins with everything, so nothing is missed.

import { $, say, SHAPES } from './dom.js';
import { clock, setServerTime } from './words.js';

const STALE_AFTER_MILLIS = 5000;
const SILENT_TOO_LONG_MILLIS = 20000;

let status = null;
let heardAt = 0;
let connected = false;
let source = null;
let watch = null;
let wanted = '?view=brief';
const listeners = { status: [], streams: [], rules: [] };

export const latest = () => status;
export const isStale = () => !connected || Date.now() - heardAt > STALE_AFTER_MILLIS;

/** Calls back with each event of a name: status, streams or rules. */
export const on = (name, callback) => listeners[name].push(callback);

/** What is wanted besides the brief board, such as ?feed=deribit; to be said before {@link listen}. */
export const want = (query) => { wanted = query; };

export function listen() {
  stop();
  source = new EventSource(`/api/events${wanted}`);
  const opened = Date.now();
  source.addEventListener('status', (event) => {
    status = JSON.parse(event.data);
    heardAt = Date.now();
    connected = true;
    setServerTime(status.time);
    heard('status', status);
  });
  for (const name of ['streams', 'rules']) {
    source.addEventListener(name, (event) => heard(name, JSON.parse(event.data)));
  }
  source.addEventListener('error', () => { connected = false; showTruth(); });
  // The browser tries again after a broken connection, but not after a refusal, nor on a line that is dead unnoticed.
  watch = setInterval(() => {
    if (source.readyState !== EventSource.CLOSED && Date.now() - Math.max(heardAt, opened) < SILENT_TOO_LONG_MILLIS) return;
    listen();
  }, STALE_AFTER_MILLIS);
}

export function stop() {
  clearInterval(watch);
  source?.close();
}

// Events that come faster than the screen is drawn are shown together: the last of each name, except for streams, of which
// each one tells of other rows.
const waiting = { status: null, streams: [], rules: null };
let planned = false;

function heard(name, data) {
  if (name === 'streams') waiting.streams.push(data);
  else waiting[name] = data;
  if (planned) return;
  planned = true;
  // A page in the background is not drawn, but its title still tells the level.
  if (document.hidden) setTimeout(show, 0);
  else requestAnimationFrame(show);
}

document.addEventListener('visibilitychange', () => { if (planned && document.hidden) show(); });

function show() {
  if (!planned) return;
  planned = false;
  const { status: board, streams, rules } = waiting;
  Object.assign(waiting, { status: null, streams: [], rules: null });
  if (board !== null) {
    showTruth();
    listeners.status.forEach((callback) => callback(board));
  }
  streams.forEach((news) => listeners.streams.forEach((callback) => callback(news)));
  if (rules !== null) listeners.rules.forEach((callback) => callback(rules));
}

/** The sentence at the top, and whether it is old. */
export function showTruth() {
  if (status === null) return;
  const stale = isStale();
  const level = stale ? 'grey' : status.level;
  $('truth').className = `truth ${level}`;
  say('truth', `${SHAPES[level]} ${stale ? 'Last known: ' : ''}${status.truth}`);
  say('stale', `No news since ${clock(heardAt)}: what you see is old. Trying again …`);
  $('stale').hidden = !stale;
  document.title = `${SHAPES[level]} ${stale ? 'no news' : level} – ${$('title').textContent} – Feedwarden`;
}
