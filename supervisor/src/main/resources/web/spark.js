// A small line without axes; what it shows is said in words beside it.

import { svg } from './dom.js';

const WIDTH = 240;
const HEIGHT = 36;

/** @param values oldest first; null where nothing is known */
export function spark(values, label) {
  const known = values.filter((value) => value !== null);
  const most = Math.max(...known, 1);
  const step = WIDTH / Math.max(values.length - 1, 1);
  let path = '';
  let down = false;
  values.forEach((value, i) => {
    if (value === null) {
      down = false;
      return;
    }
    const y = HEIGHT - 2 - (value / most) * (HEIGHT - 4);
    path += `${down ? 'L' : 'M'}${(i * step).toFixed(1)} ${y.toFixed(1)}`;
    down = true;
  });
  return svg('svg', { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    svg('path', { d: path || 'M0 0' }));
}

/** The words beside a line. */
export function sparkLabel(values, what) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return `${what}: not enough is known yet`;
  return `${what}: lowest ${Math.min(...known)}, highest ${Math.max(...known)}, now ${known[known.length - 1]}`;
}
