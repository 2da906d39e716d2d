// The two sides. A page is laid out as chunks of a screen or two, empty until they come near the window: the work done
// follows what is looked at, not how much there is.

const panes = {dump: byId('dump'), text: byId('text')};
const chunkOf = new WeakMap();  // placeholder element -> its chunk
const built = {dump: new Set(), text: new Set()};
const chunkSize = 3000;         // characters

const near = new IntersectionObserver(entries => {
  for (const entry of entries) if (entry.isIntersecting) build(chunkOf.get(entry.target));
}, {rootMargin: '100% 0px'});

function addChunk(page, side, box, chunk, height) {
  chunk.page = page;
  chunk.side = side;
  chunk.el = make('div', {className: 'chunk'});
  chunk.el.style.minHeight = height + 'px';
  chunk.list = page[side];
  chunk.at = chunk.list.push(chunk) - 1;
  chunkOf.set(chunk.el, chunk);
  box.append(chunk.el);
  near.observe(chunk.el);
}

function layOut(page) {
  const name = page.doc === '-' ? 'standard input' : page.doc;
  page.name = name + ', page ' + page.page;
  const lang = page.lang && page.lang !== 'und' ? page.lang : null;
  const printed = [page.paper, page.date, page.label].filter(Boolean).join('  ');
  const dump = make('section', {className: 'page', lang}, make('h2', {lang: 'en'}, page.name));
  const text = make('section', {className: 'page', lang}, make('h2', {}, printed || make('span', {lang: 'en'}, page.name)));

  page.dump = [];
  for (let b = 0, line = 0; b < page.raw.length;) {
    let next = line;
    while (next < page.starts.length && page.starts[next] - b < chunkSize && next - line < 80) ++next;
    const stop = next < page.starts.length ? page.starts[next] : page.raw.length;
    for (const [from, to] of cut(page.raw, b, stop)) addChunk(page, 'dump', dump, {b: from, e: to}, 24 * Math.max(next - line, (to - from) / 38));
    b = stop;
    line = next;
  }

  page.text = [];
  let items = [], size = 0;
  const flush = () => {
    if (items.length) addChunk(page, 'text', text, {items}, 28 * (size / 38 + 2 * items.length));
    items = [];
    size = 0;
  };
  page.articles.forEach((article, a) => article.texts.forEach((_, t) => {
    const pieces = piecesOf(page, a, t);
    for (let from = 0, k = 0, part = 0; k < pieces.length; k++) {
      part += pieces[k].mark ? pieces[k].mark.now.length : pieces[k].e - pieces[k].b;
      if (k + 1 < pieces.length && part < chunkSize) continue;
      items.push({a, t, from, to: k + 1});
      size += part;
      from = k + 1;
      part = 0;
      if (size >= chunkSize) flush();
    }
  }));
  flush();
  for (let k = 0; k < page.drops.length; k += 100)
    addChunk(page, 'text', text, {items: [], drops: page.drops.slice(k, k + 100), first: k === 0}, 30 * Math.min(100, page.drops.length - k));
  panes.dump.append(dump);
  panes.text.append(text);
}

function build(chunk) {
  if (chunk.done) return;
  chunk.done = true;
  near.unobserve(chunk.el);
  chunk.el.append(...(chunk.side === 'dump' ? dumpLines(chunk) : chunk.drops ? takenOut(chunk) : articles(chunk)));
  chunk.el.style.minHeight = '';
  chunk.pieces = [...chunk.el.querySelectorAll('.t, .point, .m')].filter(el => infos.has(el));
  built[chunk.side].add(chunk);
}

function dumpLines(chunk) {
  const {page} = chunk, cover = coverOf(page), lines = [];
  const over = page.over.filter(m => m.b < chunk.e && m.e > chunk.b);
  const last = chunk.e === page.raw.length;
  const points = page.points.filter(m => m.b >= chunk.b && (m.b < chunk.e || last)).sort((x, y) => x.b - y.b);
  let number = lineOf(page, chunk.b), line = null, mark = null, said = 0;
  const begin = () => {
    line = make('div', {className: 'l' + (number % 5 === 0 ? ' five' : '')});
    line.dataset.n = number++;
    lines.push(line);
  };
  const pointsUpTo = at => { while (said < points.length && points[said].b <= at) line.append(pointElement(page, 'dump', points[said++], -1)); };
  const put = (piece, b, e) => {
    for (let p = said; p < points.length && points[p].b < e; p = said) {
      if (points[p].b > b) { put(piece, b, points[p].b); b = points[p].b; }
      pointsUpTo(b);
    }
    if (piece.a >= 0 && !line.dataset.a) { line.dataset.a = piece.a; line.style.setProperty('--h', hueOf(piece.a)); }
    line.append(...elementsOf(page, 'dump', piece, b, e, over, 't'));
  };
  const run = (piece, b, e) => {
    if (b === e) { put(piece, b, e); return; }
    for (let at = b; at < e;) {
      const nl = page.raw.indexOf('\n', at), stop = nl < 0 || nl >= e ? e : nl;
      const shown = stop < e && page.raw[stop - 1] === '\r' ? stop - 1 : stop;
      if (shown > at) put(piece, at, shown);
      if (stop === e) return;
      pointsUpTo(stop);
      if (piece.mark && piece.mark !== mark) {
        mark = piece.mark;
        line.append(element(page, 'dump', {...piece, b: stop, e: stop + 1}, '', [mark], 't nl'));
      }
      at = stop + 1;
      if (at < chunk.e) begin();
    }
  };
  begin();
  let at = chunk.b;
  const between = {mark: null, a: -1, t: -1};
  for (let i = Math.max(0, lastAt(cover, chunk.b, p => p.b)); i < cover.length && cover[i].b < (last ? Infinity : chunk.e); i++) {
    const piece = cover[i], b = Math.max(piece.b, at), e = Math.min(piece.e, chunk.e);
    if (e < at || (e === at && piece.b < at)) continue;
    if (b > at) run(between, at, b);
    run(piece, b, Math.max(b, e));
    at = Math.max(at, e);
  }
  if (at < chunk.e) run(between, at, chunk.e);
  pointsUpTo(Infinity);
  return lines;
}

const tags = {headline: 'h3', crosshead: 'h4'};

function articles(chunk) {
  const {page} = chunk, out = [];
  let box = null, at = -1;
  for (const item of chunk.items) {
    const article = page.articles[item.a], [field] = article.texts[item.t];
    if (item.a !== at) {
      at = item.a;
      const goesOn = item.t > 0 || item.from > 0;
      box = make('article', {className: 'article' + (goesOn ? ' goes-on' : ''), hue: hueOf(at), 'aria-label': article.kind + ' ' + (at + 1) + (goesOn ? ', continued' : '')});
      box.dataset.a = at;
      if (!goesOn) box.append(make('p', {className: 'label', lang: 'en'}, make('span', {className: 'no'}, String(at + 1)), article.kind + ', confidence ' + article.confidence.toFixed(2)));
      out.push(box);
      dim(box, page, at);
    }
    const pieces = piecesOf(page, item.a, item.t).slice(item.from, item.to);
    const el = make(field === 'table' ? 'table' : tags[field] ?? 'p', {className: field + (item.from > 0 ? ' goes-on' : '')});
    const elements = pieces.flatMap(piece => textElements(page, piece));
    if (field === 'table') rows(el, elements); else el.append(...elements);
    box.append(el);
    const whole = item.to === piecesOf(page, item.a, item.t).length;
    if (whole && item.t + 1 === article.texts.length)
      for (const jump of [article.from, article.to]) if (jump) box.append(make('p', {className: 'jump'}, jump));
  }
  return out;
}

function textElements(page, piece) {
  const points = page.points.filter(m => m.kind === 'gap' ? m.b === piece.e && piece.b < piece.e : m.b === piece.b && piece.b < piece.e);
  const of = gap => points.filter(m => (m.kind === 'gap') === gap).map(m => pointElement(page, 'text', m, piece.a));
  return [...of(false), ...elementsOf(page, 'text', piece, piece.b, piece.e, page.over, 't'), ...of(true)];
}

// Cells are parted by tabs and rows by line breaks, which may stand inside any piece.
function rows(table, elements) {
  let row = table.insertRow(), cell = row.insertCell();
  for (const el of elements) {
    const parts = el.textContent.split(/([\t\n])/);
    if (parts.length === 1) { cell.append(el); continue; }
    const info = infos.get(el);
    parts.forEach((part, i) => {
      if (part === '\n') row = table.insertRow();
      if (part === '\n' || part === '\t') { cell = row.insertCell(); return; }
      if (part === '' && i > 0) return;
      const copy = el.cloneNode();
      copy.textContent = part;
      infos.set(copy, info);
      cell.append(copy);
    });
  }
}

function takenOut(chunk) {
  const {page} = chunk, list = make('ul', {className: 'out'});
  for (const mark of chunk.drops) {
    const text = page.raw.slice(mark.b, Math.min(mark.e, mark.b + 200)).replace(/\s+/g, ' ');
    list.append(make('li', {}, element(page, 'text', {b: mark.b, e: mark.e, a: -1}, mark.e - mark.b > 200 ? text + ' …' : text, [mark], 't'),
      ' ', make('span', {className: 'rule', lang: 'en'}, mark.rules.join(', '))));
  }
  return chunk.first ? [make('h3', {className: 'out', lang: 'en'}, 'Taken out of the text'), list] : [list];
}

// The element that shows source position `at` on one side; builds what is needed.
function find(page, side, at, mark) {
  let chunk;
  if (side === 'dump') {
    chunk = page.dump[Math.max(0, lastAt(page.dump, at, c => c.b))];
  } else {
    const piece = mark && mark.kind === 'drop' ? {a: -1, mark} : pieceAt(page, at);
    if (!piece) return null;
    if (piece.a < 0) {
      chunk = page.text.find(c => c.drops?.includes(piece.mark));
    } else {
      const k = piecesOf(page, piece.a, piece.t).findIndex(p => p.b === piece.b && p.mark === piece.mark);
      chunk = page.text.find(c => c.items.some(i => i.a === piece.a && i.t === piece.t && i.from <= k && k < i.to));
    }
  }
  if (!chunk) return null;
  for (const c of [chunk.list[chunk.at - 1], chunk, chunk.list[chunk.at + 1]]) if (c) build(c);
  const here = chunk.pieces.filter(el => { const i = infos.get(el); return i.b <= at && (at < i.e || (i.b === i.e && i.b === at)); });
  return here.find(el => mark && infos.get(el).marks.includes(mark)) ?? here[0] ?? chunk.pieces.findLast(el => infos.get(el).b <= at) ?? chunk.pieces[0] ?? null;
}

const other = side => side === 'dump' ? 'text' : 'dump';

let lit = [];
function light(...elements) {
  for (const el of lit) el.classList.remove('lit');
  lit = elements.filter(Boolean);
  for (const el of lit) el.classList.add('lit');
}

function scrollTo(el) {
  const pane = panes[infos.get(el).side], box = el.getBoundingClientRect(), view = pane.getBoundingClientRect();
  pane.scrollTop += box.top - view.top - (view.height - Math.min(box.height, view.height)) / 2;
}

// From a piece on one side to the same place on the other.
function cross(el) {
  const info = infos.get(el), there = find(info.page, other(info.side), info.b, info.marks[0]);
  if (there) scrollTo(there);
  light(el, there);
  return there;
}
