// Numbers and times for a person.

let clockSkewMillis = 0;

/** The server's clock is the one that counts. */
export const setServerTime = (time) => { clockSkewMillis = Date.now() - Date.parse(time); };
export const serverNow = () => Date.now() - clockSkewMillis;

export function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

/** As short as a ladder's next step is told: 1m 20s. */
export function brief(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s}s`;
  if (s < 3600) return s % 60 === 0 ? `${s / 60}m` : `${Math.floor(s / 60)}m ${s % 60}s`;
  return `${Math.floor(s / 3600)}h ${Math.floor((s % 3600) / 60)}m`;
}

export const ago = (time) => (time === null ? 'never' : `${duration((serverNow() - Date.parse(time)) / 1000)} ago`);
export const count = (number) => number.toLocaleString('en');
export const millis = (lag) => (lag === null || lag === undefined ? '–' : lag < 1000 ? `${Math.max(0, lag)} ms` : `${(lag / 1000).toFixed(1)} s`);
export const percent = (share) => (share === null || share === undefined ? '–' : `${share} %`);

/** The time of day, with the date where it is not today's. */
export function clock(time) {
  const date = new Date(time);
  const day = date.toDateString() === new Date().toDateString() ? '' : `${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} `;
  return day + date.toLocaleTimeString('en-GB', { hourCycle: 'h23' });
}

export function value(number, unit) {
  if (number === null || number === undefined) return '–';
  const base = unit.split(' per ')[0];
  const pace = unit.includes(' per ') ? ` per ${unit.split(' per ')[1]}` : '';
  if (base === 's' || base === 'seconds') return (Math.abs(number) < 10 ? `${number.toFixed(1)} s` : duration(number)) + pace;
  if (base === 'share') return `${Number((number * 100).toFixed(1))} %${pace}`;
  if (base === 'bytes') return bytes(number) + pace;
  const text = Number.isInteger(number) ? count(number) : number.toPrecision(4);
  return base && base !== 'none' ? `${text} ${base}${pace}` : text + pace;
}

function bytes(size) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let i = 0;
  let rest = size;
  while (Math.abs(rest) >= 1000 && i < units.length - 1) { rest /= 1000; i += 1; }
  return `${rest.toFixed(i === 0 ? 0 : 1)} ${units[i]}`;
}

export function stateOf(feed) {
  if (feed.state !== 'degraded') return feed.state;
  return feed.flowing ? 'partly connected' : 'connected but silent';
}

export function ladderText(ladder) {
  const done = ladder.step ? `${ladder.step} was tried` : 'nothing tried yet';
  if (!ladder.next) return `${done}; a person is needed`;
  if (!ladder.nextAt) return `${done}; next: ${ladder.next}`;
  const left = (Date.parse(ladder.nextAt) - serverNow()) / 1000;
  return left >= 0.5 ? `${done}; ${ladder.next} in ${brief(left)}` : `${done}; ${ladder.next} is due`;
}

const OUTLOOK_SECONDS = 30 * 86400;
const RUNS_OUT = {
  'disk.free': 'the disk is full',
  'files.disk_left': 'the disk of the files of ticks is full',
  'journal.full': 'the journal is full',
  'memory.heap': 'the heap is full',
  'redis.memory_share': 'the memory of Redis is full',
};

/** What runs out first; null where nothing does within 30 days. */
export function outlook(status) {
  const first = status.outlook?.[0];
  if (first === undefined || first.inSeconds > OUTLOOK_SECONDS) return null;
  const what = RUNS_OUT[first.what] ?? `${first.what} of ${first.subject} is at its limit`;
  const days = Math.floor(first.inSeconds / 86400);
  return `At this rate ${what} in ${days >= 2 ? `${days} days` : duration(first.inSeconds)}.`;
}
