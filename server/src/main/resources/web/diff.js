// What an editor changes, word by word: the same as WordDiff on the server.
const MOST_WORDS = 2000;
const words = (text) => text === '' ? [] : text.split(/(?<=\s)(?=\S)/);

export function diff(before, after) {
  const a = words(before), b = words(after);
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) return [['del', before], ['ins', after]];
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      common[i][j] = a[i - 1] === b[j - 1] ? common[i - 1][j - 1] + 1 : Math.max(common[i][j - 1], common[i - 1][j]);
    }
  }
  const backwards = [];
  let i = a.length, j = b.length;
  while (i > 0 || j > 0) {
    if (i > 0 && j > 0 && a[i - 1] === b[j - 1]) { backwards.push(['', a[--i]]); j--; }
    else if (j > 0 && (i === 0 || common[i][j - 1] >= common[i - 1][j])) backwards.push(['ins', b[--j]]);
    else backwards.push(['del', a[--i]]);
  }
  const out = [];
  for (const [kind, text] of backwards.reverse()) {
    if (out.length && out.at(-1)[0] === kind) out.at(-1)[1] += text; else out.push([kind, text]);
  }
  return out;
}

export function draw(into, before, after) {
  into.replaceChildren(...diff(before, after).map(([kind, text]) => {
    if (!kind) return document.createTextNode(text);
    const el = document.createElement(kind); el.textContent = text; return el;
  }));
}
