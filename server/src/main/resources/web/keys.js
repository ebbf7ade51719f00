// Single keys, for lists, cases and going places. They can be turned off (WCAG 2.1.4).
const $ = (s, at = document) => at.querySelector(s);
const $$ = (s, at = document) => [...at.querySelectorAll(s)];
const off = () => localStorage.getItem('keys') === 'off';
const busy = (e) => e.target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]')
  || e.ctrlKey || e.metaKey || e.altKey || $('dialog[open]');

const rows = $$('tbody tr[data-href]');
let row = -1;
const move = (n) => {
  rows[row]?.classList.remove('current'); row = Math.max(0, Math.min(n, rows.length - 1));
  rows[row]?.classList.add('current'); $('a.title', rows[row])?.focus();
};
rows.forEach((r, i) => r.addEventListener('focusin', () => {
  rows[row]?.classList.remove('current'); row = i; r.classList.add('current');
}));

const help = $('#help');
$$('[data-help]').forEach((b) => b.addEventListener('click', () => help.showModal()));

const PLACES = { h: '/home', w: '/work', a: '/ask', c: '/calls' };
let going = false;
const DECISIONS = { a: 'approve', e: 'edit_and_approve', d: 'deny', s: 'escalate', b: 'break_glass' };

document.addEventListener('keydown', (e) => {
  if (off() || busy(e)) return;
  if (going) { going = false; if (PLACES[e.key]) { location.href = PLACES[e.key]; return; } }
  if (e.key === '?') { e.preventDefault(); help?.showModal(); return; }
  if (e.key === 'g') { going = true; return; }
  if (rows.length && e.key === 'j') move(row + 1);
  if (rows.length && e.key === 'k') move(row - 1);
  const tick = e.key === 'x' && row >= 0 && $('input[type=checkbox]', rows[row]);
  if (tick) { tick.checked = !tick.checked; return; }
  const table = e.key === 't' && $('#chart-table');
  if (table) { table.open = !table.open; $('summary', table).focus(); return; }
  const radio = DECISIONS[e.key] && $(`#decision input[value=${DECISIONS[e.key]}]`);
  if (radio) {
    e.preventDefault(); radio.checked = true;
    radio.dispatchEvent(new Event('change', { bubbles: true }));
    ($('[data-for]:not([hidden]) textarea') ?? $('#justification')).focus();
  }
});

const toggle = $('#keys');
if (toggle) {
  const say = () => { toggle.textContent = off() ? 'Turn single-key shortcuts on' : 'Turn single-key shortcuts off'; };
  toggle.addEventListener('click', () => { localStorage.setItem('keys', off() ? 'on' : 'off'); say(); });
  say();
}
