// The plugins: what each provides, and why one does not run.

import { badge, el, every, json, replace, table } from './dom.js';

const EVERY_MILLIS = 5000;
const LEVELS = { started: 'green', starting: 'yellow', stopped: 'grey' };

export function start(place, show) {
  const list = el('div', { id: 'plugins' });
  place.append(list);
  every(EVERY_MILLIS, async () => {
    const { plugins } = await json('/api/plugins');
    replace(list, [table('Plugins', ['State', 'Plugin', 'Version', 'Provides', 'File', 'Reason'], plugins.map((plugin) => [
      badge(LEVELS[plugin.state] ?? 'red', plugin.state), plugin.id, plugin.version, plugin.provides.join(', '),
      `${plugin.file}${plugin.bundled ? ' (bundled)' : ''}`, plugin.error ?? '']))]);
    show();
  });
}
