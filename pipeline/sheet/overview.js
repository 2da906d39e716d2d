// Figures over all pages, and the lists behind them: doubts first, changes per rule, articles by confidence.

// Each figure is a button that shows or hides its marks.
const figures = [['doubts', 'doubts'], ['changed', 'changed'], ['dropped', 'dropped'], ['moved', 'moved'], ['joined', 'line ends joined'], ['kept', 'kept']];
const wanted = {figures: new Set(figures.map(([name]) => name)), stage: '', rule: '', confidence: 1};
const counts = {articles: 0, units: 0, characters: 0, kept: 0, figures: new Map(), rules: new Map()};
const listed = 500;  // rows of a list; more would only be scrolled past

function count(page) {
  const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
  counts.units += page.articles.length;
  counts.articles += page.articles.filter(a => a.kind === 'article').length;
  for (const m of page.marks) {
    add(counts.figures, kinds[m.kind].figure);
    for (const r of m.rules) add(counts.rules, r);
  }
  const solid = text => text.length - (text.match(/\s/g)?.length ?? 0);
  counts.characters += solid(page.raw);
  for (const article of page.articles)
    for (const [, runs] of article.texts)
      for (let i = 0; i < runs.length; i++) if (runs[i] >= 0) counts.kept += solid(page.raw.slice(runs[i], runs[++i]));
}

const spell = n => n.toLocaleString('en');

function showFigures() {
  const share = counts.characters ? (Math.floor(1000 * counts.kept / counts.characters) / 10).toFixed(1) + ' %' : '–';
  const value = name => name === 'kept' ? share : spell(counts.figures.get(name) ?? 0);
  const still = (number, word) => make('p', {className: 'figure'}, make('b', {}, spell(number)), ' ' + word);
  byId('figures').replaceChildren(
    still(pages.length, pages.length === 1 ? 'page' : 'pages'),
    still(counts.articles, counts.articles === 1 ? 'article' : 'articles'),
    ...figures.map(([name, word]) => {
      const button = make('button', {type: 'button', className: 'figure f-' + name, 'aria-pressed': wanted.figures.has(name) ? 'true' : 'false'},
        make('b', {}, value(name)), ' ', make('span', {}, value(name) === '1' && word === 'doubts' ? 'doubt' : word));
      button.dataset.figure = name;
      return button;
    }));
  const docs = new Set(pages.map(p => p.name.replace(/, page \d+$/, '')));
  const name = docs.size > 1 ? [...docs][0] + ' and ' + spell(docs.size - 1) + ' more' : [...docs][0] ?? 'no pages';
  byId('name').textContent = byId('name').title = name;
  document.title = 'Proof sheet: ' + name;
}

byId('figures').addEventListener('click', e => {
  const name = e.target.closest('button')?.dataset.figure;
  if (!name) return;
  const next = new Set(wanted.figures);
  next.has(name) ? next.delete(name) : next.add(name);
  filterBy({figures: next});
});

function cropped(rows, all) {
  return all > rows.length ? [...rows, make('li', {className: 'more'}, 'and ' + spell(all - rows.length) + ' more')] : rows;
}

function doubtRow(mark) {
  const {raw, lang} = mark.page, end = Math.min(mark.e, mark.b + 40);
  return make('li', {}, make('button', {type: 'button', onclick: () => { closeOverview(); select(mark); }},
    make('span', {lang: lang || null}, signs(raw.slice(Math.max(0, mark.b - 12), mark.b)), make('mark', {}, signs(raw.slice(mark.b, end)) || '[…]'), signs(raw.slice(end, end + 12))), make('small', {}, mark.rules.join(', ') + (pages.length > 1 ? ' · ' + mark.page.name : '') + ' · line ' + lineOf(mark.page, mark.b))));
}

function ruleRow([rule, n], most) {
  const bar = make('span', {className: 'bar'});
  bar.style.width = Math.max(2, 100 * n / most) + '%';
  return make('li', {}, make('button', {type: 'button', title: 'Show this rule alone', onclick: () => { closeOverview(); openFilter(true); filterBy({stage: '', rule}); }},
    make('span', {}, make('code', {}, rule), make('b', {}, spell(n))), bar, make('small', {}, reasons.get(rule) ?? '')));
}

function articleRow({page, a}) {
  const article = page.articles[a];
  return make('li', {hue: hueOf(a)}, make('button', {type: 'button', onclick: () => { closeOverview(); toArticle(page, a); }},
    make('span', {className: 'no'}, String(a + 1)), make('span', {lang: page.lang || null}, titleOf(page, a) || article.kind),
    make('small', {}, article.kind + ' · ' + article.confidence.toFixed(2) + (pages.length > 1 ? ' · ' + page.name : ''))));
}

function toArticle(page, a) {
  const first = page.articles[a].texts.length ? piecesOf(page, a, 0)[0] : null;
  const el = first && find(page, 'text', first.b, first.mark);
  if (!el) return;
  scrollTo(el);
  cross(el);
}

function fillOverview() {
  const doubts = pages.flatMap(p => p.marks.filter(m => kinds[m.kind].figure === 'doubts'));
  const rules = [...counts.rules].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1)), most = rules[0]?.[1] ?? 1;
  const all = pages.flatMap(page => page.articles.map((article, a) => ({page, a, confidence: article.confidence})));
  all.sort((x, y) => x.confidence - y.confidence);
  const column = (title, rows, none) => make('div', {}, make('h2', {}, title), rows.length ? make('ul', {}, ...rows) : make('p', {}, none));
  byId('overview').replaceChildren(
    column('Doubts', cropped(doubts.slice(0, listed).map(doubtRow), doubts.length), 'None: nothing was left undecided.'),
    column('Changes per rule', rules.map(r => ruleRow(r, most)), 'Nothing was changed.'),
    column('Articles, least sure first', cropped(all.slice(0, listed).map(articleRow), all.length), 'No text.'),
    make('p', {className: 'imprint'}, `galley ${facts.galley}, rules ${facts.digest}`));
}

function toggle(button, box, open) {
  const on = open ?? box.hidden;
  box.hidden = !on;
  button.setAttribute('aria-expanded', on);
  hideCard();
  return on;
}
const openFilter = open => toggle(byId('open-filter'), byId('filter'), open);
const openOverview = () => { if (toggle(byId('open-overview'), byId('overview'))) fillOverview(); };
const closeOverview = () => toggle(byId('open-overview'), byId('overview'), false);
byId('open-overview').addEventListener('click', openOverview);
byId('open-filter').addEventListener('click', () => openFilter());
byId('open-keys').addEventListener('click', () => byId('keys').showModal());
