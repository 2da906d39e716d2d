// Reads the pages, a slice of time at once, so that the first is on screen while the last are still read.

const waiting = [...document.querySelectorAll('script.page')];

function readSome() {
  const until = performance.now() + 40;
  do {
    const block = waiting.shift();
    if (!block) break;
    const page = readPage(block.textContent);
    block.remove();
    layOut(page);
    count(page);
  } while (performance.now() < until);
  showFigures();
  if (waiting.length) {
    setTimeout(readSome);
    return;
  }
  order = null;
  fillFilter();
  sayDoubts();
  countShown();
  document.documentElement.dataset.ready = 'yes';
}

// On paper everything stands, not only what was looked at, and the lists close it.
addEventListener('beforeprint', () => {
  for (const page of pages) for (const chunk of [...page.dump, ...page.text]) build(chunk);
  fillOverview();
  document.querySelector('main').after(byId('overview'));
});
addEventListener('afterprint', () => document.querySelector('header').append(byId('overview')));
addEventListener('resize', hideCard);

readSome();
