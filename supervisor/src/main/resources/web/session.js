// Who is signed in, and what they do: nothing is done before a reason was asked for.

import { $, json, say } from './dom.js';
import { listen } from './live.js';

let session = { user: null, csrf: null, users: false, mayRead: true };
let asked = null;
const listeners = [];

export const user = () => session.user;
export const mayRead = () => session.mayRead;

/** Calls back when somebody has signed in or out. */
export const onSession = (callback) => listeners.push(callback);

/** Sends something that changes something, with the session's token. */
export async function send(method, path, body) {
  const headers = { 'content-type': 'application/json' };
  if (session.csrf !== null) headers['x-csrf-token'] = session.csrf;
  const answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.error ?? `answer ${answer.status}`);
  return found;
}

/**
 * Asks for a reason, then sends it.
 *
 * @param what for a person, such as "reconnect deribit"
 * @param path where it is posted
 * @param body what is sent besides the reason; null for nothing at all
 */
export function ask(what, path, body = {}, method = 'POST') {
  asked = { what, path, body, method };
  $('act-what').textContent = `${what}?`;
  $('act-why').value = '';
  $('act').returnValue = 'no';
  $('act').showModal();
}

async function act() {
  if ($('act').returnValue !== 'go' || asked === null) return;
  const { what, path, body, method } = asked;
  asked = null;
  say('account-result', `${what} …`);
  try {
    const done = await send(method, path, body === null ? undefined : { ...body, why: $('act-why').value });
    say('account-result', `${what}: ${done.detail ?? 'done'}`);
    listeners.forEach((callback) => callback());
  } catch (error) {
    say('account-result', `${what}: ${error.message}`);
    await refresh();
  }
}

function show() {
  const known = session.user !== null;
  $('account').hidden = !session.users;
  $('account-name').textContent = known ? `Signed in as ${session.user}` : '';
  $('sign-out').hidden = !known;
  $('sign-in-box').hidden = known;
  $('main').hidden = !session.mayRead;
  if (!session.mayRead) {
    $('truth').className = 'truth grey';
    say('truth', '○ Sign in to read this page.');
    $('sign-in-box').open = true;
  }
  listeners.forEach((callback) => callback());
}

/** Looks who is signed in. */
export async function refresh() {
  try {
    session = await json('/api/session');
    show();
  } catch (error) {
    console.warn(`session not read: ${error.message}`);
  }
}

async function signIn(event) {
  event.preventDefault();
  const password = $('sign-in-password').value;
  $('sign-in-password').value = '';
  const couldRead = session.mayRead;
  try {
    session = await send('POST', '/api/session', { user: $('sign-in-user').value, password });
    if (!couldRead) {
      location.reload();
      return;
    }
    say('account-result', '');
    $('sign-in-box').open = false;
    show();
    $('sign-out').focus();
    listen();
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
    await refresh();
  }
  show();
  listen();
}

$('sign-in').addEventListener('submit', signIn);
$('sign-out').addEventListener('click', signOut);
$('act').addEventListener('close', act);
