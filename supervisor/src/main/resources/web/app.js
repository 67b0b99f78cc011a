// Starts the page: the frame's live line and account, and the view that the address names.

import { $, el } from './dom.js';
import { isStale, listen, on, showTruth } from './live.js';
import { mayRead, refresh } from './session.js';

const VIEWS = ['overview', 'feed', 'stream', 'incidents', 'incident', 'history', 'rules', 'rule', 'plugins', 'outbox', 'audit', 'silences', 'settings'];

/** The parts of the address after its first: of /feeds/deribit/streams/x it is deribit, streams and x. */
const parts = location.pathname.split('/').slice(2).map(decodeURIComponent);

await refresh();
if (mayRead()) {
  const name = document.body.dataset.view;
  const view = VIEWS.includes(name) ? await import(`./${name}.js`) : null;
  // What the server sent stays until the view has something to show, so that nothing jumps.
  const place = el('div', { id: 'live-view' });
  let shown = false;
  const show = () => {
    if (!shown) {
      shown = true;
      $('view').replaceChildren(place);
    }
  };
  view?.start(place, show, parts);
  listen();
  let wasStale = false;
  setInterval(() => {
    if (isStale() || wasStale) showTruth();
    wasStale = isStale();
  }, 1000);
  on('status', () => { wasStale = false; });
}
