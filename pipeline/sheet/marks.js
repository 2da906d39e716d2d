// Pieces of text as elements, with the marks that lie on them.

// The kinds of the ledger, and what a reader is told about them.
const kinds = {
  doubt: {name: 'doubtful', figure: 'doubts'},
  gap: {name: 'lost text', figure: 'doubts'},
  change: {name: 'changed', figure: 'changed'},
  split: {name: 'parted', figure: 'changed'},
  break: {name: 'line end joined', figure: 'joined'},
  drop: {name: 'dropped', figure: 'dropped'},
  move: {name: 'moved', figure: 'moved'},
  piece: {name: 'pieced together', figure: 'moved'},
};

const infos = new WeakMap();   // element -> {page, side, b, e, a, marks, base}

// Classes by the marks that the filter lets through.
function dress(el) {
  const info = infos.get(el);
  const seen = info.marks.filter(isShown);
  let names = info.base;
  for (const m of seen) names += ' m k-' + m.kind + (m.now === '' ? ' none' : '');
  if (info.a >= 0 && !articleShown(info.page, info.a)) names += ' plain';
  if (el.className !== names) el.className = names;
  if (seen.length && !el.hasAttribute('tabindex')) el.tabIndex = -1;
}

function element(page, side, piece, text, marks, base) {
  const own = marks[0]?.kind;
  const tag = own === 'change' ? (side === 'text' ? 'ins' : 'del') : own === 'drop' ? 'del' : own === 'doubt' ? 'mark' : 'span';
  const el = make(tag);
  el.textContent = visible(text);
  if (piece.a >= 0 && side === 'dump') el.style.setProperty('--h', hueOf(piece.a));
  infos.set(el, {page, side, b: piece.b, e: piece.e, a: piece.a, marks, base});
  dress(el);
  return el;
}

// The elements of source [b, e) of one piece: parted where a mark that lies over it begins or ends.
function* elementsOf(page, side, piece, b, e, over, base) {
  const own = piece.mark ? [piece.mark] : [];
  const near = over.filter(m => m.b < e && m.e > b || (b === e && m.b <= b && m.e > b));
  const whole = side === 'text' && piece.mark;
  const text = (from, to) => whole ? piece.mark.now : page.raw.slice(from, to);
  if (whole || b === e || !near.length) {
    yield element(page, side, {...piece, b, e}, text(b, e), [...own, ...near], base);
    return;
  }
  const edges = [...new Set([b, e, ...near.flatMap(m => [m.b, m.e]).filter(x => x > b && x < e)])].sort((x, y) => x - y);
  for (let i = 0; i + 1 < edges.length; i++) {
    const from = edges[i], to = edges[i + 1];
    yield element(page, side, {...piece, b: from, e: to}, text(from, to), [...own, ...near.filter(m => m.b < to && m.e > from)], base);
  }
}

const pointElement = (page, side, mark, a) => element(page, side, {b: mark.b, e: mark.b, a}, '', [mark], 'point');
