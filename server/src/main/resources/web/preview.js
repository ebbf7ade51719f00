// An author's preview: when the pack's files change, the page is read again and keeps its place.
const KEY = `preview:${location.pathname}${location.search}`;
const $$ = (s) => [...document.querySelectorAll(s)];
const fields = () => $$('main input, main select, main textarea').filter((e) => e.name && !['hidden', 'file', 'submit'].includes(e.type));

const remember = () => {
  const player = document.querySelector('[data-player]');
  sessionStorage.setItem(KEY, JSON.stringify({
    y: scrollY,
    words: document.querySelector('[data-words]')?.scrollTop ?? 0,
    video: player ? Number(player.dataset.now ?? 0) : 0,
    open: $$('main details').map((d) => d.open),
    fields: fields().map((e) => [e.name, e.value, ['radio', 'checkbox'].includes(e.type) ? e.checked : null]),
  }));
};

// Before the player starts, so that it goes on where it was.
const was = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
if (was) {
  sessionStorage.removeItem(KEY);
  const player = document.querySelector('[data-player]');
  if (player && was.video) player.dataset.place = was.video;
  $$('main details').forEach((d, i) => { d.open = was.open[i] ?? d.open; });
  // Choices are known by name and value, texts by name: a question that was added moves neither.
  const texts = new Map(was.fields.filter(([, , on]) => on === null).map(([n, v]) => [n, v]));
  const ticked = new Set(was.fields.filter(([, , on]) => on === true).map(([n, v]) => `${n}=${v}`));
  fields().forEach((e) => {
    if (e.type === 'radio' || e.type === 'checkbox') { if (!e.disabled) e.checked = ticked.has(`${e.name}=${e.value}`); }
    else if (texts.has(e.name) && !e.disabled) e.value = texts.get(e.name);
  });
  const place = () => scrollTo({ top: was.y, behavior: 'instant' });
  place(); addEventListener('load', place);
}

const events = new EventSource('/preview/events');
addEventListener('pagehide', () => events.close());
events.addEventListener('open', () => { document.body.dataset.live = 'yes'; });
events.addEventListener('revision', (e) => {
  if (e.data === document.body.dataset.preview) return;
  remember(); location.reload();
});
