// A quiz or a lab saves every change at once; what is shown as saved has been acknowledged by the server.
// A quiz numbers its saves from where the server lets this page begin, so that a save that was given up
// on the way and arrives late replaces nothing, and sends only what was changed here: another tab may
// have answered the rest.
const form = document.querySelector('form#quiz, form#lab');
const note = document.querySelector('#saved');

if (form && note && !document.body.dataset.preview) {
  const counts = 'base' in form.dataset;
  const unsaved = new Map(); // question → how often it was changed here
  let seq = Number(form.dataset.base), changes = 0;
  let again = false, running = false, handingIn = false, timer;
  let pressed; // the button that waits for a save which is on its way

  const changed = e => {
    const item = e.target.closest('[data-item]');
    if (item) unsaved.set(item.dataset.item, ++changes);
  };
  const numbered = body => {
    body.set('seq', ++seq);
    for (const item of unsaved.keys()) body.append('only', item);
    return body;
  };
  const say = async (r, sent) => {
    if (!r.ok) { note.textContent = 'Not saved: reload the page to see why'; return; }
    if (!counts) { note.textContent = 'Saved'; return; }
    for (const [item, change] of sent) if (unsaved.get(item) === change) unsaved.delete(item);
    const late = Object.keys((await r.json()).stands).length;
    note.textContent = late ? 'Saved, but a tab opened later has answered here, and its answer counts: reload this page to change it' : 'Saved';
  };
  const save = async () => {
    if (running) { again = true; return; }
    running = true;
    do {
      again = false;
      if (counts && !unsaved.size) break;
      const sent = [...unsaved];
      const body = new URLSearchParams(new FormData(form));
      body.set('do', counts ? 'keep' : 'save');
      note.textContent = 'Saving …';
      try {
        await say(await fetch(form.action, { method: 'POST', body: counts ? numbered(body) : body }), sent);
      } catch { note.textContent = 'Not saved: no connection. Your answers stay on this page; it tries again with your next change'; }
    } while (again);
    running = false;
    if (pressed) { const button = pressed; pressed = undefined; form.requestSubmit(button); }
  };
  form.addEventListener('change', e => { changed(e); save(); });
  form.addEventListener('input', e => { changed(e); clearTimeout(timer); timer = setTimeout(save, 800); });
  // Handing in carries the number, too; the event comes for every save as well, which has its own.
  form.addEventListener('submit', e => {
    clearTimeout(timer);
    // A lab's saves carry no number: an older one that arrived after this would take back what it says.
    if (running && !counts) { e.preventDefault(); again = false; pressed = e.submitter; return; }
    handingIn = counts;
  });
  form.addEventListener('formdata', e => { if (handingIn) numbered(e.formData); });
  addEventListener('online', save);
}
