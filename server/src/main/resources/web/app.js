// Everything here helps; nothing here is needed: every page works without it.
import '/assets/palette.js';
import '/assets/keys.js';
import '/assets/decision.js';
import '/assets/quiz.js';
import '/assets/ask.js';
import '/assets/player.js';
const $ = (s, at = document) => at.querySelector(s);
const $$ = (s, at = document) => [...at.querySelectorAll(s)];

// Copy buttons.
$$('[data-copy]').forEach((b) => b.addEventListener('click', async () => {
  await navigator.clipboard.writeText($(b.dataset.copy).textContent.trim()); b.textContent = 'Copied';
}));

// What scrolls sideways is scrolled by keys, too; what fits is no stop on the way.
const reachable = () => $$('.prose table, .table-wrap:not([role])').forEach((el) => {
  if (el.scrollWidth > el.clientWidth && !$('a, button, input, select, textarea', el)) el.tabIndex = 0;
  else el.removeAttribute('tabindex');
});
reachable();
addEventListener('resize', reachable);

// One menu at a time; Escape and a click elsewhere close it.
const menus = $$('details.menu, details.more');
document.addEventListener('click', (e) => menus.forEach((m) => { if (!m.contains(e.target)) m.open = false; }));
document.addEventListener('keydown', (e) => {
  if (e.key !== 'Escape') return;
  menus.filter((m) => m.open).forEach((m) => { m.open = false; $('summary', m).focus(); });
});

// What happens elsewhere: rows are marked and told, nothing moves under the cursor.
const changed = new Set();
const mark = (data) => {
  const row = $(`tr[data-case="${CSS.escape(data.case)}"]`);
  if (row && !$('.fresh-mark', row)) {
    const badge = document.createElement('span'); badge.className = 'fresh-mark'; badge.textContent = 'changed';
    row.classList.add('fresh'); $('.title', row)?.after(badge);
  }
  const note = $('#new-note');
  if (!note) return;
  changed.add(data.case); note.hidden = false;
  $('span', note).textContent = (changed.size === 1 ? 'One case is new or changed' : `${changed.size} cases are new or changed`) + ' since you opened this list.';
};
const waits = (many) => $$('a.nav[href="/work"]').forEach((link) => {
  $('.count', link)?.remove();
  if (!many) return;
  const count = document.createElement('span'), words = document.createElement('span');
  count.className = 'count'; words.className = 'visually-hidden'; words.textContent = 'waiting: ';
  count.append(words, many); link.append(count);
});
const toasts = $('.toasts');
if (toasts && document.body.dataset.events) {
  const events = new EventSource('/events');
  addEventListener('pagehide', () => events.close());
  events.addEventListener('open', () => { document.body.dataset.live = 'yes'; });
  events.addEventListener('case', (e) => {
    const data = JSON.parse(e.data);
    const toast = document.createElement('div'); toast.className = 'toast';
    const link = document.createElement('a'); link.href = data.href; link.textContent = data.title;
    toast.append(data.sentence + ' ', link); toasts.append(toast);
    setTimeout(() => toast.remove(), 12000);
    if (data.waiting !== undefined) waits(data.waiting);
    const here = $('#stale-note'); if (here && here.dataset.case === data.case) here.hidden = false;
    mark(data);
    const waiting = $('#waiting-call'); if (waiting && waiting.dataset.case === data.case) location.reload();
  });
}
