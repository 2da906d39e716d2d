// Which marks are shown: by kind (the figures are its buttons), stage, rule, and the confidence of their article.

function isShown(mark) {
  if (!wanted.figures.has(kinds[mark.kind].figure)) return false;
  return passes(mark);
}

// The same without the kinds, which the steps through the doubts overrule.
function passes(mark) {
  if (wanted.rule && !mark.rules.includes(wanted.rule)) return false;
  if (wanted.stage && !mark.rules.some(r => r.startsWith(wanted.stage + '.'))) return false;
  if (wanted.confidence < 1) {
    const a = articleOf(mark);
    return a >= 0 && articleShown(mark.page, a);
  }
  return true;
}

const articleShown = (page, a) => page.articles[a].confidence <= wanted.confidence;

function dim(box, page, a) { box.classList.toggle('plain', !articleShown(page, a)); }

function applyFilter() {
  for (const side of ['dump', 'text']) {
    for (const chunk of built[side]) {
      chunk.pieces.forEach(dress);
      for (const box of chunk.el.querySelectorAll('.article')) dim(box, chunk.page, +box.dataset.a);
    }
  }
  hideCard();
  current = null;
  order = null;
  sayDoubts();
  countShown();
}

function countShown() {
  const all = pages.reduce((n, p) => n + p.marks.length, 0), seen = pages.reduce((n, p) => n + p.marks.filter(isShown).length, 0);
  byId('shown').value = seen === all ? all.toLocaleString('en') + ' marks' : seen.toLocaleString('en') + ' of ' + all.toLocaleString('en') + ' marks';
}

function fillRules() {
  const select = byId('by-rule'), names = [...counts.rules.keys()].filter(r => !wanted.stage || r.startsWith(wanted.stage + '.')).sort();
  select.replaceChildren(make('option', {value: ''}, 'all'), ...names.map(r => make('option', {value: r}, r + ' (' + counts.rules.get(r).toLocaleString('en') + ')')));
  select.value = names.includes(wanted.rule) ? wanted.rule : wanted.rule = '';
}

function fillFilter() {
  const used = new Set([...counts.rules.keys()].map(r => r.split('.')[0])), stage = byId('by-stage');
  stage.replaceChildren(make('option', {value: ''}, 'all'), ...[...stages.keys()].filter(s => used.has(s)).map(s => make('option', {value: s}, s)));
  stage.value = wanted.stage;
  fillRules();
}

function filterBy(change) {
  Object.assign(wanted, change);
  byId('by-stage').value = wanted.stage;
  fillRules();
  byId('by-confidence').value = wanted.confidence;
  byId('confidence-shown').value = wanted.confidence.toFixed(2);
  for (const button of document.querySelectorAll('#figures button')) button.setAttribute('aria-pressed', wanted.figures.has(button.dataset.figure));
  document.body.classList.toggle('no-kept', !wanted.figures.has('kept'));
  byId('open-filter').textContent = wanted.stage || wanted.rule || wanted.confidence < 1 ? 'Filter: on' : 'Filter';
  applyFilter();
}

byId('by-stage').addEventListener('change', e => filterBy({stage: e.target.value, rule: ''}));
byId('by-rule').addEventListener('change', e => filterBy({rule: e.target.value}));
byId('by-confidence').addEventListener('input', e => filterBy({confidence: +e.target.value}));
byId('all').addEventListener('click', () => filterBy({stage: '', rule: '', confidence: 1, figures: new Set(figures.map(([name]) => name))}));
byId('filter').addEventListener('submit', e => e.preventDefault());
