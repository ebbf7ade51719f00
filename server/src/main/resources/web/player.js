// A video lesson: a film, or its storyboard on a clock of its own; the same keys and buttons for both.
const box = document.querySelector('[data-player]');

// Shows the storyboard's shots by the clock; in what the player asks of it, it is a film.
class Board extends EventTarget {
  #at = 0; #since = 0; #rate = 1; #ticking = 0;
  constructor(element, length) { super(); this.element = element; this.duration = length; }
  get paused() { return !this.#ticking; }
  get currentTime() { return this.paused ? this.#at : Math.min(this.duration, this.#at + (performance.now() - this.#since) / 1000 * this.#rate); }
  set currentTime(s) { this.#at = Math.max(0, Math.min(s, this.duration)); this.#since = performance.now(); this.#tell('timeupdate'); }
  get playbackRate() { return this.#rate; }
  set playbackRate(r) { this.#at = this.currentTime; this.#since = performance.now(); this.#rate = r; }
  play() {
    if (!this.paused) return;
    if (this.#at >= this.duration) this.#at = 0;
    this.#since = performance.now(); this.#ticking = setInterval(() => this.#tick(), 100); this.#tell('play');
  }
  pause() {
    if (this.paused) return;
    const at = this.currentTime; clearInterval(this.#ticking); this.#ticking = 0; this.#at = at; this.#tell('pause');
  }
  #tick() { this.#tell('timeupdate'); if (this.currentTime >= this.duration) { this.pause(); this.#tell('ended'); } }
  #tell(what) { this.dispatchEvent(new Event(what)); }
}

function start() {
  const $ = (s) => box.querySelector(s), $$ = (s) => [...box.querySelectorAll(s)];
  const length = Number(box.dataset.length), film = $('video');
  const clock = film ?? new Board($('[data-board]'), length / 1000);
  const now = () => Math.round(clock.currentTime * 1000);
  const words = (ms) => { const s = Math.floor(ms / 1000), m = Math.floor(s / 60) % 60, h = Math.floor(s / 3600), two = (n) => String(n).padStart(2, '0'); return h ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`; };
  const cues = $$('.cue').map((e) => ({ e, from: Number(e.dataset.from), to: Number(e.dataset.to) }));
  const shots = $$('.shot').map((e) => ({ e, at: Number(e.dataset.at) }));
  const play = $('[data-do=play]'), seek = $('[data-seek]'), told = $('[data-told]'), said = $('[data-said]'), scroll = $('[data-words]');
  const chapters = $$('[data-chapter]').map((link) => {
    const button = document.createElement('button');
    button.type = 'button'; button.className = 'quiet small'; button.dataset.chapter = link.dataset.chapter; button.append(...link.childNodes);
    link.replaceWith(button);
    return { e: button, at: Number(button.dataset.chapter) };
  });

  // What was played since it was last said; what was skipped is never in it.
  let seen = [], began = null, sending = Promise.resolve();
  const close = (at = now()) => { if (began !== null && at > began) seen.push(`${began}-${at}`); began = clock.paused ? null : at; };
  const say = (verb = '', at = now(), from = at, leaving = false) => {
    if (!box.dataset.keep) return;
    const post = async () => {
      const parts = seen; seen = [];
      try {
        const body = new URLSearchParams({ _csrf: box.dataset.csrf, verb, at, from, seen: parts.join(',') });
        const r = await fetch(box.dataset.keep, { method: 'POST', body, keepalive: true });
        if (!r.ok) { seen = [...parts, ...seen]; told.textContent = 'Your place is not kept: reload the page to see why.'; return; }
        const percent = $('[data-percent]');
        percent.textContent = `watched ${(await r.json()).percent} %`; box.dataset.kept = at;
        if (told.textContent.startsWith('Your place is not kept')) told.textContent = '';
      } catch { seen = [...parts, ...seen]; told.textContent = 'Your place is not kept: no connection. It tries again while you watch.'; }
    };
    // One after the other, so that the place that is kept is the last one.
    if (leaving) post(); else sending = sending.then(post);
  };

  const last = (list, ms, of) => list.reduce((found, x, i) => (x[of] <= ms ? i : found), -1);
  let cueNow = -1, shotNow = -1, partNow = -1, spoken = '';
  const show = () => {
    const ms = now(); box.dataset.now = ms;
    seek.value = ms; seek.setAttribute('aria-valuetext', `${words(ms)} of ${words(length)}`); $('[data-now]').textContent = words(ms);
    const part = last(chapters, ms, 'at');
    if (part !== partNow) { chapters[partNow]?.e.removeAttribute('aria-current'); chapters[part]?.e.setAttribute('aria-current', 'true'); partNow = part; }
    const shot = Math.max(0, last(shots, ms, 'at'));
    if (shots.length && shot !== shotNow) { shots.forEach((s, i) => { s.e.hidden = i !== shot; }); shotNow = shot; }
    const at = last(cues, ms, 'from');
    const text = at >= 0 && ms < cues[at].to ? cues[at].e.textContent : '';
    if (said && text !== spoken) { said.textContent = text; spoken = text; }
    if (at !== cueNow) mark(at);
  };
  const mark = (at) => {
    cues[cueNow]?.e.removeAttribute('aria-current'); cueNow = at;
    const e = cues[at]?.e;
    if (!e) return;
    e.setAttribute('aria-current', 'true');
    // Only the box of words moves, and not while somebody reads in it.
    if (!scroll.contains(document.activeElement)) { roam(at, false); scroll.scrollTop += e.getBoundingClientRect().top - scroll.getBoundingClientRect().top - scroll.clientHeight / 3; }
  };
  let roving = 0;
  const roam = (at, focus = true) => {
    if (!cues[at]) return;
    cues[roving].e.tabIndex = -1; roving = at; cues[at].e.tabIndex = 0;
    if (focus) cues[at].e.focus();
  };
  cues.forEach(({ e }, i) => { e.setAttribute('role', 'button'); e.tabIndex = i ? -1 : 0; });

  const jump = (ms, quiet = false) => {
    const from = now(), to = Math.max(0, Math.min(ms, length));
    close(from); clock.currentTime = to / 1000;
    if (began !== null) began = to;
    show();
    if (!quiet) say('seeked', to, from);
  };
  const toggle = () => (clock.paused ? clock.play() : clock.pause());
  const part = (step) => {
    const here = last(chapters, now(), 'at'), inside = now() - (chapters[here]?.at ?? 0) > 3000;
    const to = chapters[step > 0 ? here + 1 : inside ? here : here - 1];
    if (to) { jump(to.at); told.textContent = to.e.textContent.trim(); }
  };
  const captions = (on) => {
    $('[data-do=captions]').setAttribute('aria-pressed', on);
    if (said) said.hidden = !on;
    if (film) for (const t of film.textTracks) if (t.kind === 'captions') t.mode = on ? 'showing' : 'hidden';
    localStorage.setItem('captions', on ? 'on' : 'off');
  };
  const withCaptions = () => $('[data-do=captions]').getAttribute('aria-pressed') === 'true';
  const speed = $('[data-speed]');
  const faster = (step) => { speed.selectedIndex = Math.max(0, Math.min(speed.length - 1, speed.selectedIndex + step)); pace(); };
  const pace = () => { clock.playbackRate = Number(speed.value); told.textContent = `Speed ${speed.value}`; };
  const DO = {
    play: toggle, back: () => jump(now() - 10000), on: () => jump(now() + 10000), before: () => part(-1), next: () => part(1),
    captions: () => captions(!withCaptions()), full: () => film.requestFullscreen(),
    mute: () => { film.muted = !film.muted; $('[data-do=mute]').setAttribute('aria-pressed', film.muted); },
  };
  const KEYS = { k: toggle, ' ': toggle, ArrowLeft: () => jump(now() - 5000), ArrowRight: () => jump(now() + 5000), n: DO.next, p: DO.before, c: DO.captions, '>': () => faster(1), '<': () => faster(-1) };

  $$('[data-do]').forEach((b) => b.addEventListener('click', DO[b.dataset.do]));
  chapters.forEach((c) => c.e.addEventListener('click', () => jump(c.at)));
  cues.forEach((c, i) => c.e.addEventListener('click', () => { roam(i); jump(c.from); }));
  speed.addEventListener('change', pace);
  let dragged = null;
  seek.addEventListener('input', () => { dragged ??= now(); jump(Number(seek.value), true); });
  seek.addEventListener('change', () => { say('seeked', now(), dragged ?? now()); dragged = null; });
  box.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const cue = cues.findIndex((c) => c.e === e.target);
    if (cue >= 0 && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) { e.preventDefault(); roam(cue + (e.key === 'ArrowDown' ? 1 : -1)); return; }
    if (cue >= 0 && (e.key === 'Enter' || e.key === ' ')) { e.preventDefault(); jump(cues[cue].from); return; }
    // A button, a list and the slider have keys of their own.
    if (e.target.matches('select, input[type=range]') && !['k', 'c', 'n', 'p'].includes(e.key)) return;
    if (e.target.matches('select') || (e.key === ' ' && e.target.matches('button, summary'))) return;
    const act = KEYS[e.key];
    if (act) { e.preventDefault(); e.stopPropagation(); act(); }
  });

  let saved = 0;
  clock.addEventListener('play', () => { began = now(); play.textContent = 'Pause'; box.dataset.playing = 'yes'; told.textContent = ''; say('played'); });
  clock.addEventListener('pause', () => { show(); close(); began = null; play.textContent = 'Play'; delete box.dataset.playing; say('paused'); });
  clock.addEventListener('timeupdate', () => { show(); if (!clock.paused && performance.now() - saved > 10000) { saved = performance.now(); close(); say(); } });
  clock.addEventListener('ended', () => { told.textContent = 'That was all of it.'; });
  addEventListener('pagehide', () => { if (!clock.paused || seen.length) { close(); say('', now(), now(), true); } });

  $('[data-controls]').hidden = false;
  const resume = () => {
    const at = Number(box.dataset.place);
    if (at > 1000 && at < length - 1000) { clock.currentTime = at / 1000; told.textContent = `Goes on at ${words(at)}, where you were.`; }
    show(); box.dataset.ready = 'yes';
  };
  captions(localStorage.getItem('captions') !== 'off');
  if (film) {
    film.controls = false;
    film.addEventListener('click', toggle);
    film.addEventListener('error', () => { told.textContent = 'The film cannot be played. Its words are beside it.'; }, true);
    if (film.readyState >= 1) resume(); else film.addEventListener('loadedmetadata', resume, { once: true });
  } else resume();
}
if (box) start();
