// Pointing, clicking, and going from mark to mark. One listener a pane serves every piece in it.

let current = null;  // the mark last gone to
let order = null;    // marks by figure, in page order; made when first asked for

function stops(doubts) {
  order ??= {};
  return order[doubts] ??= pages.flatMap(p => p.marks.filter(m => doubts ? kinds[m.kind].figure === 'doubts' && passes(m) : isShown(m)).sort((x, y) => x.b - y.b));
}

const compare = (x, y) => x.page.at - y.page.at || x.b - y.b || x.n - y.n;

// The stop after the current mark (or before it), going round.
function step(doubts, by, focus) {
  const list = stops(doubts);
  if (!list.length) { say(doubts ? 'No doubts.' : 'No marks.'); return; }
  let i = current ? list.indexOf(current) : -1;
  if (i >= 0) i += by;
  else if (!current) i = by > 0 ? 0 : list.length - 1;
  else { i = list.findIndex(m => compare(m, current) > 0); if (by < 0) i = (i < 0 ? list.length : i) - 1; }
  select(list[(i + list.length) % list.length], focus);
}

function select(mark, focus) {
  if (!wanted.figures.has(kinds[mark.kind].figure)) filterBy({figures: new Set([...wanted.figures, kinds[mark.kind].figure])});
  current = mark;
  const left = find(mark.page, 'dump', mark.b, mark), right = find(mark.page, 'text', mark.b, mark);
  for (const el of [left, right]) if (el) scrollTo(el);
  light(left, right);
  const shown = [left, right].find(el => el && infos.get(el).marks.includes(mark)) ?? left ?? right;
  if (focus) shown?.focus({preventScroll: true});
  if (shown) showCard(shown);
  sayDoubts();
  say(`${kinds[mark.kind].name}: ${mark.rules.map(r => reasons.get(r) ?? r).join(' ')} ${placeOf(mark)}`);
}

function say(text) { byId('said').textContent = text; }

function sayDoubts() {
  const list = stops(true), i = current ? list.indexOf(current) : -1;
  byId('doubt-at').value = !list.length ? 'no doubts' : i >= 0 ? `doubt ${spell(i + 1)} of ${spell(list.length)}` : list.length === 1 ? '1 doubt' : spell(list.length) + ' doubts';
  byId('doubt-back').disabled = byId('doubt-on').disabled = !list.length;
}

const pieceOf = target => { const el = target.closest?.('.t, .point'); return el && infos.has(el) ? el : null; };

for (const pane of Object.values(panes)) {
  pane.addEventListener('pointerover', e => {
    const el = pieceOf(e.target);
    if (el) showCard(el); else hideCard();
  });
  pane.addEventListener('pointerleave', hideCard);
  pane.addEventListener('focusin', e => { const el = pieceOf(e.target); if (el) showCard(el); });
  pane.addEventListener('scroll', () => { if (carded && !lit.includes(carded)) hideCard(); }, {passive: true});
  pane.addEventListener('click', e => {
    if (!getSelection().isCollapsed) return;  // text is being copied
    const el = pieceOf(e.target) ?? nearestPiece(e.target);
    if (!el) return;
    const marks = infos.get(el).marks.filter(isShown);
    current = marks[0] ?? current;
    cross(el);
    showCard(el);
    sayDoubts();
  });
}

// A click beside the text of a line or paragraph means the line or paragraph.
function nearestPiece(target) {
  const box = target.closest?.('.l, .article > *, li');
  return box ? [...box.querySelectorAll('.t')].find(el => infos.has(el)) ?? null : null;
}

byId('doubt-on').addEventListener('click', () => step(true, 1));
byId('doubt-back').addEventListener('click', () => step(true, -1));

document.addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || byId('keys').open) return;
  if (e.key === 'Escape') { hideCard(); closeOverview(); return; }
  if (e.key === 'Enter' && pieceOf(e.target)) {
    const there = cross(e.target);
    if (there) { there.tabIndex = -1; there.focus({preventScroll: true}); }
    return;
  }
  if (!byId('letters').checked || e.target.closest('input, select, textarea')) return;
  const act = {d: () => step(true, 1, true), D: () => step(true, -1, true), n: () => step(false, 1, true), p: () => step(false, -1, true),
    o: openOverview, f: () => { if (openFilter()) byId('by-stage').focus(); }, '?': () => byId('keys').showModal()}[e.key];
  if (act) { e.preventDefault(); act(); }
});
