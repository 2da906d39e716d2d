// What a mark says when it is pointed at or has the focus: its kind, both texts, rule, reason and place.

const card = byId('card');
let carded = null;

function placeOf(mark) {
  const line = lineOf(mark.page, mark.b);
  return `${mark.page.name}, line ${line}, byte ${mark.byte.toLocaleString('en')}`;
}

const startOf = text => text.length > 80 ? text.slice(0, 80) + '…' : text;

// The two texts of a mark, as far as there are two.
function texts(mark) {
  const was = startOf(mark.page.raw.slice(mark.b, Math.min(mark.e, mark.b + 81))), now = startOf(mark.now);
  const code = (name, text) => make(name, {}, signs(text));
  switch (mark.kind) {
    case 'change': return [was ? code('del', was) : 'nothing', ' → ', now ? code('ins', now) : 'nothing'];
    case 'break': return [code('del', was), ' → ', now ? code('ins', now) : 'joined'];
    case 'move': return ['It stood in line ' + lineOf(mark.page, mark.b) + '; now it stands before ', now ? make('q', {}, now) : 'the end', '.'];
    case 'piece': return ['From line ' + lineOf(mark.page, mark.b) + ' of the dump.'];
    case 'drop': case 'doubt': return [code('samp', was)];
    default: return [];
  }
}

function describe(mark) {
  const lines = mark.rules.map(rule => make('p', {className: 'why'}, reasons.get(rule) || 'No reason is recorded.', ' ', make('code', {}, rule),
    stages.has(rule.split('.')[0]) ? make('small', {}, stages.get(rule.split('.')[0])) : null));
  const both = texts(mark);
  return make('div', {className: 'mark'},
    make('p', {className: 'kind'}, kinds[mark.kind].name),
    both.length ? make('p', {className: 'both', lang: mark.page.lang || null}, ...both) : null, ...lines, make('p', {className: 'place'}, placeOf(mark)));
}

function showCard(el) {
  const marks = infos.get(el)?.marks.filter(isShown) ?? [];
  if (!marks.length) { hideCard(); return; }
  if (carded === el) return;
  hideCard();
  carded = el;
  card.replaceChildren(...marks.map(describe));
  card.hidden = false;
  el.setAttribute('aria-describedby', 'card');
  const box = [...el.getClientRects()].find(r => r.width || r.height) ?? el.getBoundingClientRect();
  const wide = card.offsetWidth, high = card.offsetHeight, edge = 8;
  const left = Math.min(Math.max(edge, box.left), innerWidth - wide - edge);
  const below = box.bottom + 6 + high < innerHeight;
  card.style.left = left + 'px';
  card.style.top = Math.max(edge, below ? box.bottom + 6 : box.top - high - 6) + 'px';
}

function hideCard() {
  carded?.removeAttribute('aria-describedby');
  carded = null;
  card.hidden = true;
}
