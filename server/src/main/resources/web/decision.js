// The decision form: what is written stays in this browser until the case is settled.
import { draw } from '/assets/diff.js';
const $ = (s, at = document) => at.querySelector(s);
const $$ = (s, at = document) => [...at.querySelectorAll(s)];
const form = $('#decision');
// Drafts are the person's: somebody else at the same browser must not find them.
const key = (id) => `draft:${document.body.dataset.person}:${id}`;

if (form) {
  const text = $('#justification'), edited = $('#edited'), counter = $('.counter', form);
  const min = +text.dataset.min, max = +text.dataset.max, proposed = edited.dataset.proposed;
  const kept = JSON.parse(localStorage.getItem(key(form.dataset.case)) ?? '{}');
  const keep = () => localStorage.setItem(key(form.dataset.case), JSON.stringify({
    why: text.value, text: edited.value === proposed ? undefined : edited.value,
    decision: $('input[name=decision]:checked', form)?.value,
  }));
  const count = () => {
    const n = text.value.trim().length;
    counter.textContent = n < min ? `${n} of at least ${min} characters` : `${n} of at most ${max} characters`;
    counter.classList.toggle('bad', n > max);
  };
  const compare = () => {
    const same = edited.value === proposed;
    $('#diff').hidden = same; $('#diff-label').hidden = same;
    if (!same) draw($('#diff'), proposed, edited.value);
  };
  const show = () => {
    const chosen = $('input[name=decision]:checked', form)?.value;
    $$('[data-for]', form).forEach((el) => { el.hidden = !el.dataset.for.split(' ').includes(chosen); });
    $$('[data-next]', form).forEach((el) => { el.hidden = el.dataset.next !== chosen; });
  };
  if (!text.value && kept.why) text.value = kept.why;
  if (kept.text !== undefined && edited.value === proposed) edited.value = kept.text;
  if (kept.decision && !$('input[name=decision]:checked', form)) {
    const radio = $(`input[value=${CSS.escape(kept.decision)}]`, form);
    if (radio) radio.checked = true;
  }
  text.addEventListener('input', () => { count(); keep(); });
  edited.addEventListener('input', () => { compare(); keep(); });
  form.addEventListener('change', () => { show(); keep(); });
  form.addEventListener('keydown', (e) => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) form.requestSubmit(); });
  $('#template', form)?.addEventListener('change', (e) => {
    if (e.target.value) text.value = (text.value.trim() ? text.value.trimEnd() + '\n' : '') + e.target.value;
    e.target.value = ''; count(); keep(); text.focus();
  });
  count(); compare(); show();
}

const settled = $('[data-settled]');
if (settled) localStorage.removeItem(key(settled.dataset.settled));
