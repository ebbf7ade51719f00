// A quiz or a lab saves every change at once; what is shown as saved has been acknowledged by the server.
const form = document.querySelector('form#quiz, form#lab');
const note = document.querySelector('#saved');

if (form && note && !document.body.dataset.preview) {
  let again = false, running = false, timer;
  const save = async () => {
    if (running) { again = true; return; }
    running = true;
    do {
      again = false;
      const body = new URLSearchParams(new FormData(form));
      body.set('do', 'save');
      note.textContent = 'Saving …';
      try {
        const r = await fetch(form.action, { method: 'POST', body });
        note.textContent = r.ok ? 'Saved' : 'Not saved: reload the page to see why';
      } catch { note.textContent = 'Not saved: no connection. Your answers stay on this page; it tries again with your next change'; }
    } while (again);
    running = false;
  };
  form.addEventListener('change', save);
  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(save, 800); });
  addEventListener('online', save);
}
