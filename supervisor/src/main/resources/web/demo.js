// Breaks what is simulated; there only where the simulator is loaded.

import { $, badge, el, every, json, replace, say } from './dom.js';
import { clock } from './words.js';

const EVERY_MILLIS = 2000;
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

const option = (value, text) => el('option', { value }, text);

/** The form, hidden until it is known that there is something to break. */
export function breaker() {
  const spans = [['15s', '15 s'], ['30s', '30 s'], ['60s', '1 min'], ['120s', '2 min']];
  const time = el('select', { id: 'break-for' }, ...spans.map(([value, text]) => option(value, text)));
  time.value = '30s';
  const form = el('form', { id: 'break' },
    el('label', {}, 'Feed ', el('select', { id: 'break-feed' })),
    el('label', {}, 'Fault ', el('select', { id: 'break-kind' }, ...Object.entries(FAULTS).map(([kind, text]) => option(kind, `${kind}: ${text}`)))),
    el('label', {}, 'For ', time),
    el('button', { type: 'submit' }, 'Break it'),
    el('output', { id: 'break-result' }));
  form.addEventListener('submit', breakIt);
  const box = el('section', { id: 'demo', 'aria-labelledby': 'h-demo', hidden: '' },
    el('h2', { id: 'h-demo' }, 'Break it'),
    el('p', {}, 'These feeds are simulated. Choose what goes wrong and watch it being found, repaired and mailed.'),
    form, el('ul', { id: 'faults', class: 'plain' }));
  json('/api/plugins').then((plugins) => {
    if (!plugins.services.includes('sim')) return;
    box.hidden = false;
    every(EVERY_MILLIS, () => faults(box));
  }).catch((error) => console.warn(error.message));
  return box;
}

/** The box need not be on the page yet. */
async function faults(box) {
  const { feeds } = await json('/sim/feeds');
  replace(box.querySelector('#break-feed'), feeds.map((feed) => option(feed.id, feed.id)));
  replace(box.querySelector('#faults'), feeds.flatMap((feed) => feed.faults.map((fault) => el('li', {}, badge('yellow', fault.kind),
    ` on ${feed.id} until ${clock(fault.until)}`))));
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
  await faults($('demo'));
}
