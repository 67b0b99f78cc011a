// Making and changing elements. Everything that comes from outside goes into text nodes, never into markup.

export const SHAPES = { green: '●', yellow: '▲', red: '■', grey: '○' };
export const WORST_FIRST = { red: 0, yellow: 1, green: 2, grey: 3 };
const SVG = 'http://www.w3.org/2000/svg';

export const $ = (id) => document.getElementById(id);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const el = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
export const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

export const badge = (level, word = level) => el('span', { class: `badge ${level}` }, `${SHAPES[level] ?? '○'} ${word}`);
export const fact = (name, value) => el('div', {}, el('dt', {}, name), el('dd', {}, value instanceof Element ? value : String(value)));
export const link = (text, ...path) => el('a', { href: `/${path.map(encodeURIComponent).join('/')}` }, text);
export const number = (text) => el('td', { class: 'number' }, text);

/** What a person is to do about a rule's trouble: text, or a link. */
export function runbook(text) {
  if (!text) return null;
  const body = /^https?:\/\/\S+$/.test(text) ? el('a', { href: text, rel: 'noreferrer' }, text) : text;
  return el('p', { class: 'runbook' }, el('strong', {}, 'What to do: '), body);
}

/** A part of the page with its heading. */
export const section = (title, ...children) => el('section', { 'aria-label': title }, el('h2', {}, title), ...children);

/** A table that scrolls within its own box where it is wider than the screen. */
export function table(label, heads, rows, empty = 'None.') {
  if (rows.length === 0) return el('p', { class: 'soft' }, empty);
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label }, el('table', {},
    el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map((cell) => (
      cell instanceof Element && cell.tagName === 'TD' ? cell : el('td', {}, cell))))))));
}

/** Makes a parent's children like those wanted and touches only what differs, so that focus, selection and open details stay. What is null is left out. */
export function replace(parent, nodes) {
  const wanted = nodes.filter((node) => node !== null).map((node) => (typeof node === 'string' ? document.createTextNode(node) : node));
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
  if (wanted.dataset?.own !== undefined) return;
  const names = new Set([...old.getAttributeNames(), ...wanted.getAttributeNames()]);
  names.delete('open');
  for (const name of names) {
    const value = wanted.getAttribute(name);
    if (value === null) old.removeAttribute(name);
    else if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  replace(old, [...wanted.childNodes]);
}

/** Sets a text that is read aloud, but only where it is another one. */
export function say(id, text) {
  if ($(id).textContent !== text) $(id).textContent = text;
}

export async function json(path) {
  const answer = await fetch(path, { headers: { accept: 'application/json' } });
  if (!answer.ok) {
    const error = new Error(`${path}: ${answer.status}`);
    error.status = answer.status;
    throw error;
  }
  return answer.json();
}

/** Asks now and then again every so many milliseconds while the page is looked at; a failure is told in the console only. */
export function every(millis, ask) {
  const once = () => Promise.resolve(ask()).catch((error) => console.warn(error.message));
  setInterval(() => { if (!document.hidden) once(); }, millis);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) once(); });
  return once();
}
