// The facts: pages as galley wrote them, and which piece of source text stands where.

const facts = JSON.parse(document.querySelector('script.facts').textContent);
const reasons = new Map(facts.rules), stages = new Map(facts.stages);
const pages = [];
const longest = 4000;  // characters set in one piece: a hostile line of megabytes must not stop the browser

// A mark is one change, or something noticed: [kind, begin, end, byte, rules, now].
function readPage(json) {
  const page = JSON.parse(json);
  page.at = pages.length;
  page.marks = page.marks.map(([kind, b, e, byte, rules, now], n) =>
    ({page, n, kind, b, e, byte, rules: rules.map(r => page.rules[r]), now: now ?? '', article: -1}));
  page.articles.forEach((article, a) => {
    for (const [, runs] of article.texts)
      for (const r of runs) if (r < 0) page.marks[-r - 1].article = a;
  });
  // what lies over the text, and what stands between two characters of it
  page.over = page.marks.filter(m => (m.kind === 'move' || m.kind === 'doubt') && m.b < m.e);
  page.points = page.marks.filter(m => m.kind === 'piece' || (m.b === m.e && !(m.kind === 'change' && m.article >= 0)));
  page.drops = page.marks.filter(m => m.kind === 'drop');
  page.starts = [0];
  for (let at = page.raw.indexOf('\n'); at >= 0; at = page.raw.indexOf('\n', at + 1)) page.starts.push(at + 1);
  pages.push(page);
  return page;
}

// The pieces of one text of an article, in reading order: {b, e, mark}; `mark` is null where the source stands unchanged.
function piecesOf(page, a, t) {
  const out = [], runs = page.articles[a].texts[t][1];
  for (let i = 0; i < runs.length; i++) {
    if (runs[i] < 0) {
      const mark = page.marks[-runs[i] - 1];
      out.push({b: mark.b, e: mark.e, mark, a, t});
    } else {
      for (const [b, e] of cut(page.raw, runs[i], runs[++i])) out.push({b, e, mark: null, a, t});
    }
  }
  return out;
}

// [b, e) in pieces of at most `longest`, never inside a surrogate pair.
function* cut(raw, b, e) {
  while (e - b > longest) {
    const to = b + longest - (raw.charCodeAt(b + longest) >> 10 === 0x37 ? 1 : 0);
    yield [b, to];
    b = to;
  }
  yield [b, e];
}

// All that the source became, in source order, dropped pieces too (a: -1). The blanks between them are no text's.
function coverOf(page) {
  if (page.cover) return page.cover;
  const out = page.drops.flatMap(mark => [...cut(page.raw, mark.b, mark.e)].map(([b, e]) => ({b, e, mark, a: -1, t: -1})));
  page.articles.forEach((article, a) => article.texts.forEach((_, t) => {
    for (const piece of piecesOf(page, a, t)) out.push(piece);
  }));
  return page.cover = out.sort((x, y) => x.b - y.b || x.e - y.e);
}

// Index of the last element whose key is at most `at`; -1 when there is none.
function lastAt(list, at, key = x => x) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(list[middle]) <= at) low = middle + 1; else high = middle;
  }
  return low - 1;
}

// The piece that source position `at` belongs to; of a blank between texts, the piece before it.
function pieceAt(page, at) {
  const cover = coverOf(page);
  let i = lastAt(cover, at, p => p.b);
  while (i > 0 && cover[i].b === cover[i].e && cover[i - 1].e > at) --i;
  return cover[Math.max(i, 0)];
}

const lineOf = (page, at) => lastAt(page.starts, at) + 1;

function articleOf(mark) {
  if (mark.article < 0 && mark.kind !== 'drop') mark.article = pieceAt(mark.page, mark.b)?.a ?? -1;
  return mark.article;
}

const titleOf = (page, a) => {
  const texts = page.articles[a].texts;
  const [, runs] = texts.find(([field]) => field === 'headline') ?? texts[0] ?? ['', []];
  let out = '';
  for (let i = 0; i < runs.length && out.length < 60; i++)
    out += runs[i] < 0 ? page.marks[-runs[i] - 1].now : page.raw.slice(runs[i], runs[++i]);
  return out.replace(/\s+/g, ' ').slice(0, 60);
};

// Golden angle: neighbours differ most, and no number of articles uses the colours up.
const hueOf = a => Math.round((35 + a * 137.508) % 360);

// What cannot be seen, or would turn the text around, is shown as a sign for it.
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const visible = text => text.replace(unseen, c => {
  const code = c.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : '[U+' + code.toString(16).toUpperCase().padStart(4, '0') + ']';
});
// The same where a blank is all there is to see.
const signs = text => visible(text).replace(/\n/g, '⏎').replace(/\t/g, '⇥').replace(/^[ \u3000]+|[ \u3000]+$/g, s => s.replace(/ /g, '␣').replace(/\u3000/g, '□'));

// Makes an element; `children` are texts and elements. Text is only ever text: nothing here reads markup.
function make(tag, attributes = {}, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'hue') el.style.setProperty('--h', value);
    else if (name in el && name !== 'role' && name !== 'list') el[name] = value;
    else el.setAttribute(name, value);
  }
  el.append(...children.filter(c => c !== null && c !== undefined));
  return el;
}
const byId = id => document.getElementById(id);
