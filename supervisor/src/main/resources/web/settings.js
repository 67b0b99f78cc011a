// The configuration as it was read. Secrets are never among it.

import { el, fact, json, section, table } from './dom.js';

const text = (value) => (value === null || value === undefined ? '–' : Array.isArray(value) ? value.join(', ') || '–' : typeof value === 'object'
  ? Object.entries(value).map(([name, part]) => `${name}: ${text(part)}`).join(', ') : String(value));

const entries = (list) => list.map((each) => [each.section ?? 'connections', each.id, each.plugin, text(each.settings)]);

export async function start(place, show) {
  const settings = await json('/api/settings');
  place.append(
    el('p', { class: 'soft' }, 'As the file has it: what comes from the environment or another file is shown by its name, never by its value.'),
    el('dl', { class: 'facts card wide' },
      fact('File', settings.file), fact('Data', settings.data), fact('Rules besides the shipped ones', text(settings.rules)), fact('Time scale', settings.timeScale), fact('History is kept for', `${settings.historyKeptDays} days`), fact('Meters are sent to', text(settings.otlp))),
    section('Entries', table('Entries', ['Section', 'Name', 'Plugin', 'Settings'], entries([...settings.connections, ...settings.instances]))),
    section('Web server', table('Web server', ['Setting', 'Value'], Object.entries(settings.http).map(([name, value]) => [name, text(value)]))),
    section('Mail', table('Mail', ['Setting', 'Value'], Object.entries(settings.mail).map(([name, value]) => [name, text(value)]))),
    section('Users', table('Users', ['Name', 'Password', 'Token'], settings.users.map((user) => [user.name, user.password ? 'yes' : 'no', user.token ? 'yes' : 'no']), 'Nobody can sign in.')));
  show();
}
