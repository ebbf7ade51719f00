// Search and command palette: Ctrl K. Pages at once; cases, calls, people and prompts as you type.
const palette = document.querySelector('#palette');
if (palette) {
  const input = palette.querySelector('input'), list = palette.querySelector('ul');
  const none = palette.querySelector('.palette-none');
  let places = [], found = [], shown = [], at = 0, asked = 0, timer;
  const terms = () => input.value.toLowerCase().split(/\s+/).filter(Boolean);
  const go = (item) => { location.href = item.href; };
  const draw = () => {
    const here = places.filter((i) => terms().every((w) => (i.label + ' ' + i.kind).toLowerCase().includes(w)));
    const seen = new Set(here.map((i) => i.href));
    shown = [...here, ...found.filter((i) => !seen.has(i.href))].slice(0, 40);
    at = Math.min(at, Math.max(0, shown.length - 1));
    list.replaceChildren(...shown.map((item, i) => {
      const li = document.createElement('li');
      li.id = 'palette-' + i; li.setAttribute('role', 'option'); li.setAttribute('aria-selected', i === at);
      li.textContent = item.label;
      const kind = document.createElement('span'); kind.textContent = item.kind; li.append(kind);
      li.addEventListener('click', () => go(item));
      return li;
    }));
    if (shown.length) input.setAttribute('aria-activedescendant', 'palette-' + at); else input.removeAttribute('aria-activedescendant');
    list.children[at]?.scrollIntoView({ block: 'nearest' });
  };
  const fetched = async (url) => {
    try { const r = await fetch(url); return r.ok ? (await r.json()).items : null; } catch { return null; }
  };
  const search = async () => {
    const q = input.value.trim(), mine = ++asked;
    const items = q.length < 2 ? [] : await fetched('/palette.json?q=' + encodeURIComponent(q));
    if (mine !== asked) return;
    found = items ?? [];
    draw();
    none.textContent = items === null ? 'The search did not answer. Check the connection and type again.'
      : q && !shown.length ? `Nothing that you may see matches “${q}”. Try fewer words, or an id.` : '';
    palette.dataset.searched = q;
  };
  const open = async () => {
    if (!palette.open) palette.showModal();
    input.value = ''; found = []; at = 0; none.textContent = ''; input.focus();
    if (!places.length) places = (await fetched('/palette.json')) ?? [];
    draw();
  };
  document.querySelectorAll('[data-palette]').forEach((b) => b.addEventListener('click', open));
  document.addEventListener('keydown', (e) => { if ((e.ctrlKey || e.metaKey) && e.key === 'k') { e.preventDefault(); open(); } });
  input.addEventListener('input', () => { at = 0; draw(); clearTimeout(timer); timer = setTimeout(search, 120); });
  input.addEventListener('keydown', (e) => {
    if (e.key === 'ArrowDown') { at = Math.min(at + 1, shown.length - 1); draw(); e.preventDefault(); }
    if (e.key === 'ArrowUp') { at = Math.max(at - 1, 0); draw(); e.preventDefault(); }
    if (e.key === 'Enter' && shown[at]) { go(shown[at]); e.preventDefault(); }
  });
}
