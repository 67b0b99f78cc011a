// Silences: what nobody is told of for a while. Whoever is signed in makes and ends them.

import { badge, el, every, json, replace, say, table } from './dom.js';
import { ask, onSession, send, user } from './session.js';
import { clock } from './words.js';

const EVERY_MILLIS = 3000;

function span(silence) {
  const until = silence.until ? ` to ${clock(silence.until)}` : '';
  return `${clock(silence.from)}${until}${silence.weekly ? `, ${silence.weekly} (${silence.zone})` : ''}`;
}

function end(silence) {
  if (user() === null) return '';
  const button = el('button', { type: 'button', 'data-own': '' }, 'End');
  button.dataset.key = silence.id;
  button.addEventListener('click', () => ask(`end silence ${silence.id}`, `/api/silences/${encodeURIComponent(silence.id)}`, null, 'DELETE'));
  return button;
}

const field = (label, name, attributes = {}) => el('label', {}, `${label} `, el('input', { name, autocomplete: 'off', maxlength: '128', ...attributes }));

function form(look) {
  const made = el('form', { id: 'silence', class: 'card' },
    el('h2', {}, 'Have nobody told'),
    field('Rule', 'rule', { placeholder: '* for every rule' }), field('Subject', 'subject', { placeholder: 'a feed, check or sink; * for all' }),
    field('For', 'for', { placeholder: '30m, 4h or 2d', pattern: '[1-9][0-9]{0,5}[smhd]' }),
    field('Each week', 'weekly', { placeholder: 'Sat 02:00-04:00' }), field('Time zone', 'zone', { value: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    field('Why', 'why', { required: '', maxlength: '300' }), el('p', { class: 'buttons' }, el('button', { type: 'submit' }, 'Silence')));
  made.addEventListener('submit', async (event) => {
    event.preventDefault();
    const given = Object.fromEntries([...new FormData(made)].filter(([, text]) => text !== ''));
    if (given.weekly === undefined) delete given.zone;
    try {
      const silence = await send('POST', '/api/silences', given);
      say('account-result', `Silence ${silence.id}: done`);
      made.reset();
      await look();
    } catch (error) {
      say('account-result', `Not silenced: ${error.message}`);
    }
  });
  return made;
}

export function start(place, show) {
  const list = el('div', { id: 'silences' });
  const look = async () => {
    const { silences } = await json('/api/silences');
    replace(list, [table('Silences', ['State', 'Rule', 'Subject', 'Time', 'By', 'Why', 'End'], silences.map((silence) => [
      badge(silence.inForce ? 'yellow' : 'grey', silence.inForce ? 'in force' : 'not now'), silence.rule ?? '*', silence.subject ?? '*',
      span(silence), silence.by, silence.why, end(silence)]), 'None: people are told of everything.')]);
    show();
  };
  const wish = form(look);
  place.append(list, wish);
  const signedIn = () => { wish.hidden = user() === null; look().catch((error) => console.warn(error.message)); };
  onSession(signedIn);
  signedIn();
  every(EVERY_MILLIS, look);
}
