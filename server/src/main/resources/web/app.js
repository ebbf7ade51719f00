// Everything here helps; nothing here is needed: every page works without it.
const $ = (s, at = document) => at.querySelector(s);
const $$ = (s, at = document) => [...at.querySelectorAll(s)];
const typing = (e) => e.target.closest('input, textarea, select, [contenteditable]');

// Command palette: Ctrl K.
const palette = $('#palette');
if (palette) {
  const input = $('input', palette), list = $('ul', palette);
  let items = [], shown = [], at = 0;
  const draw = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    shown = items.filter((i) => words.every((w) => (i.label + ' ' + i.kind).toLowerCase().includes(w))).slice(0, 40);
    at = Math.min(at, Math.max(0, shown.length - 1));
    list.replaceChildren(...shown.map((item, i) => {
      const li = document.createElement('li');
      li.id = 'palette-' + i; li.setAttribute('role', 'option'); li.setAttribute('aria-selected', i === at);
      li.textContent = item.label;
      const kind = document.createElement('span'); kind.textContent = item.kind; li.append(kind);
      li.addEventListener('click', () => { location.href = item.href; });
      return li;
    }));
    input.setAttribute('aria-activedescendant', shown.length ? 'palette-' + at : '');
    list.children[at]?.scrollIntoView({ block: 'nearest' });
  };
  const open = async () => {
    palette.showModal(); input.value = ''; at = 0; input.focus();
    if (!items.length) items = (await (await fetch('/palette.json')).json()).items;
    draw();
  };
  $$('[data-palette]').forEach((b) => b.addEventListener('click', open));
  document.addEventListener('keydown', (e) => { if ((e.ctrlKey || e.metaKey) && e.key === 'k') { e.preventDefault(); open(); } });
  input.addEventListener('input', () => { at = 0; draw(); });
  input.addEventListener('keydown', (e) => {
    if (e.key === 'ArrowDown') { at = Math.min(at + 1, shown.length - 1); draw(); e.preventDefault(); }
    if (e.key === 'ArrowUp') { at = Math.max(at - 1, 0); draw(); e.preventDefault(); }
    if (e.key === 'Enter' && shown[at]) { location.href = shown[at].href; e.preventDefault(); }
  });
}

// Lists: j, k, Enter.
const rows = $$('tbody tr[data-href]');
let row = -1;
const select = (n) => {
  rows[row]?.classList.remove('current'); row = Math.max(0, Math.min(n, rows.length - 1));
  rows[row]?.classList.add('current'); $('a', rows[row])?.focus();
};
document.addEventListener('keydown', (e) => {
  if (localStorage.getItem('keys') === 'off') return;
  if (typing(e) || e.ctrlKey || e.metaKey || e.altKey) return;
  if (rows.length && e.key === 'j') select(row + 1);
  if (rows.length && e.key === 'k') select(row - 1);
  const choice = { a: 'approve', e: 'edit_and_approve', d: 'deny', s: 'escalate' }[e.key];
  const radio = choice && $(`#decision input[value=${choice}]`);
  if (radio) { e.preventDefault(); radio.checked = true; radio.dispatchEvent(new Event('change', { bubbles: true })); $('#justification').focus(); }
});

// The decision form.
const form = $('#decision');
if (form) {
  const text = $('#justification'), counter = $('.counter', form), key = 'draft:' + form.dataset.case;
  const min = +text.dataset.min, max = +text.dataset.max;
  const count = () => {
    const n = text.value.trim().length;
    counter.textContent = n < min ? `${n} of at least ${min} characters` : `${n} of at most ${max} characters`;
    counter.classList.toggle('bad', n > max);
    localStorage.setItem(key, text.value);
  };
  if (!text.value) text.value = localStorage.getItem(key) || '';
  text.addEventListener('input', count); count();
  const show = () => {
    const chosen = $('input[name=decision]:checked', form)?.value;
    $$('[data-for]', form).forEach((el) => { el.hidden = el.dataset.for !== chosen; });
    $$('[data-next]', form).forEach((el) => { el.hidden = el.dataset.next !== chosen; });
  };
  form.addEventListener('change', show); show();
  form.addEventListener('keydown', (e) => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) form.requestSubmit(); });
  $('#template', form)?.addEventListener('click', (e) => { if (!text.value.trim()) { text.value = e.currentTarget.dataset.template; count(); } text.focus(); });
}

const settled = $('[data-settled]');
if (settled) localStorage.removeItem('draft:' + settled.dataset.settled);

// Single-key shortcuts can be turned off (WCAG 2.1.4).
const keys = $('#keys');
if (keys) {
  const say = () => { keys.textContent = localStorage.getItem('keys') === 'off' ? 'Turn single-key shortcuts on' : 'Turn single-key shortcuts off'; };
  keys.addEventListener('click', () => { localStorage.setItem('keys', localStorage.getItem('keys') === 'off' ? 'on' : 'off'); say(); });
  say();
}

// Copy buttons.
$$('[data-copy]').forEach((b) => b.addEventListener('click', async () => {
  await navigator.clipboard.writeText($(b.dataset.copy).textContent.trim()); b.textContent = 'Copied';
}));

// What happens elsewhere: new rows are marked and told, nothing moves under the cursor.
const toasts = $('.toasts');
if (toasts && document.body.dataset.events) {
  const events = new EventSource('/events');
  events.addEventListener('open', () => { document.body.dataset.live = 'yes'; });
  events.addEventListener('case', (e) => {
    const data = JSON.parse(e.data);
    const toast = document.createElement('div'); toast.className = 'toast';
    const link = document.createElement('a'); link.href = data.href; link.textContent = data.title;
    toast.append(data.sentence + ' ', link); toasts.append(toast);
    setTimeout(() => toast.remove(), 12000);
    const badge = $('.rail .count'); if (badge && data.waiting !== undefined) badge.textContent = data.waiting;
    const here = $('#stale-note'); if (here && here.dataset.case === data.case) here.hidden = false;
    const fresh = $('#new-note'); if (fresh) fresh.hidden = false;
    const waiting = $('#waiting-call'); if (waiting && waiting.dataset.case === data.case) location.reload();
  });
}
