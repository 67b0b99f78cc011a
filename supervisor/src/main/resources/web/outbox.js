// The mails and the notices of notifiers, those given up first.

import { badge, el, every, json, link, replace } from './dom.js';
import { clock } from './words.js';

const EVERY_MILLIS = 3000;
const LEVELS = { sent: 'green', dead: 'red' };

function card(mail) {
  const level = LEVELS[mail.state] ?? 'grey';
  const details = el('details', {},
    el('summary', {}, badge(level, mail.state === 'dead' ? 'given up' : mail.state), ' ', el('span', { class: 'strong' }, mail.subject),
      el('span', { class: 'part soft' }, `${clock(mail.created)}, ${mail.channel === 'mail' ? '' : `by ${mail.channel} `}to ${mail.to}`)),
    el('p', { class: 'soft' }, `${mail.attempts} attempts${mail.sent ? `, sent ${clock(mail.sent)}` : ''}${mail.error ? `. Last answer: ${mail.error}` : ''}`),
    el('p', {}, link(`Incident ${mail.incident}`, 'incidents', mail.incident)),
    el('pre', {}, mail.text));
  details.dataset.key = mail.id;
  return details;
}

export function start(place, show) {
  const [dead, rest] = [el('div', { id: 'dead' }), el('div', { id: 'outbox' })];
  place.append(dead, rest);
  every(EVERY_MILLIS, async () => {
    const { mails } = await json('/api/outbox?limit=200');
    const lost = mails.filter((mail) => mail.state === 'dead');
    replace(dead, lost.length === 0 ? [] : [el('h2', {}, `Given up: ${lost.length}`), ...lost.map(card)]);
    replace(rest, [el('h2', {}, 'All mails'), ...(mails.length === lost.length ? [el('p', { class: 'soft' }, 'No mail so far.')] : mails.filter((mail) => mail.state !== 'dead').map(card))]);
    show();
  });
}
