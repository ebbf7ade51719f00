// A button in another system brings a text behind `#`, which no server sees. It is kept in this tab until whoever
// pressed it is signed in, and then stands in the form; nothing is asked before they press Ask.
const KEY = 'countersign.asked-elsewhere', MOST = 20000;
if (location.hash.startsWith('#text=')) {
  try { sessionStorage.setItem(KEY, decodeURIComponent(location.hash.slice(6)).slice(0, MOST)); } catch { /* no text then */ }
  history.replaceState(null, '', location.pathname + location.search);
}
const text = location.pathname === '/ask' && document.querySelector('form[action="/ask"] textarea#text');
const brought = text && sessionStorage.getItem(KEY);
if (brought) {
  sessionStorage.removeItem(KEY);
  if (!text.value) { text.value = brought; text.focus(); }
}
