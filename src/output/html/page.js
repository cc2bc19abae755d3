
'use strict';
// Filters, search, and facts lit up where they were found. All text stays where the page put it: nothing is read as markup.
(() => {
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const form = document.getElementById('filters');
  const output = form.querySelector('output');
  const cards = all('.entry');
  const bars = all('.bar');
  const pieces = all('#source [data-e]');
  const ofFact = new Map();
  const ofEntry = new Map();
  const add = (map, key, piece) => { if (map.has(key)) map.get(key).push(piece); else map.set(key, [piece]); };
  for (const piece of pieces) {
    add(ofEntry, piece.dataset.e, piece);
    for (const fact of (piece.dataset.f || '').split(' ')) if (fact) add(ofFact, fact, piece);
  }
  let words = null; // What search looks in; gathered when it is first used.

  // Words that are searched for are marked wherever they stand, over links and facts too; the page's tree stays as it is.
  const MOST_MARKS = 2000;
  const texts = new Map(); // Of each part of the page its text in lower case and its text nodes, with where they begin.
  const textOf = (root) => {
    if (!texts.has(root)) {
      const nodes = [], starts = [];
      let text = '';
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const own = walker.currentNode.data, lower = own.toLowerCase();
        nodes.push(walker.currentNode);
        starts.push(text.length);
        text += lower.length === own.length ? lower : own; // Offsets must fit.
      }
      texts.set(root, { text, nodes, starts });
    }
    return texts.get(root);
  };
  const point = ({ nodes, starts }, offset) => {
    let low = 0, high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle; else high = middle - 1;
    }
    return [nodes[low], offset - starts[low]];
  };
  const mark = (wanted) => {
    if (!window.Highlight) return; // An older browser filters only.
    const found = new Highlight();
    const roots = wanted.length ? [document.getElementById('source'), ...cards.filter((card) => !card.hidden)] : [];
    for (const root of roots) {
      const within = textOf(root);
      for (const word of wanted) {
        for (let at = within.text.indexOf(word); at >= 0 && found.size < MOST_MARKS; at = within.text.indexOf(word, at + word.length)) {
          const range = new StaticRange({
            startContainer: point(within, at)[0], startOffset: point(within, at)[1],
            endContainer: point(within, at + word.length - 1)[0], endOffset: point(within, at + word.length - 1)[1] + 1,
          });
          found.add(range);
        }
      }
    }
    CSS.highlights.set('found', found);
  };

  const passes = (card, index, value) => {
    const data = card.dataset;
    const holds = (list, one) => ` ${list} `.includes(` ${one} `);
    return (!value.organ || holds(data.organs, value.organ))
      && (!value.kind || data.kind === value.kind)
      && (!value.due || (value.due === 'none' ? data.due === '' : holds(data.due, value.due)))
      && (!value.notes || (data.notes !== '0') === (value.notes === 'with'))
      && value.words.every((word) => words[index].includes(word));
  };
  const apply = () => {
    const value = Object.fromEntries(['organ', 'kind', 'due', 'notes'].map((name) => [name, form.elements[name].value]));
    value.words = form.elements.words.value.toLowerCase().split(/\s+/u).filter(Boolean);
    if (value.words.length && !words) words = cards.map((card) => card.textContent.toLowerCase());
    let shown = 0;
    const hidden = new Set();
    cards.forEach((card, index) => {
      card.hidden = !passes(card, index, value);
      if (card.hidden) hidden.add(card.id.slice(1)); else shown += 1;
    });
    for (const piece of pieces) piece.classList.toggle('off', hidden.has(piece.dataset.e));
    for (const bar of bars) bar.classList.toggle('on', value[bar.dataset.name] === bar.dataset.value);
    mark(value.words);
    output.textContent = form.dataset.shown.replace('{shown}', shown);
  };
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));

  let lit = [];
  const light = (elements) => {
    for (const element of lit) element.classList.remove('lit', 'on');
    lit = elements;
    for (const element of lit) element.classList.add(element.matches('.entry') ? 'on' : 'lit');
  };
  const show = (element) => {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.scrollIntoView({ block: 'center', behavior: calm || cards.length > 200 ? 'auto' : 'smooth' });
    element.focus({ preventScroll: true });
  };
  const keep = (id) => { try { history.replaceState(null, '', `#${id}`); } catch { /* Some viewers forbid it. */ } };
  const toText = (fact) => {
    const places = ofFact.get(fact) || [];
    const chip = document.getElementById(`f${fact}`);
    light([...places, chip, chip.closest('.entry')]);
    keep(`m${fact}`);
    chip.scrollIntoView({ block: 'nearest' });
    if (places.length) show(places[0]);
  };
  const toCard = (fact) => {
    const chip = document.getElementById(`f${fact}`);
    if (chip.closest('.entry').hidden) { form.reset(); }
    const go = () => { light([...(ofFact.get(fact) || []), chip, chip.closest('.entry')]); keep(`f${fact}`); show(chip); };
    if (chip.closest('.entry').hidden) setTimeout(go); else go();
  };
  let last = { piece: null, index: 0 };
  document.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest('a.f, a.m, a.to-text');
    if (link) {
      event.preventDefault();
      if (link.matches('.f')) { toText(link.id.slice(1)); return; }
      if (link.matches('.m')) {
        // The fact that the link names first; on the same words again, the next of those that lie there.
        const facts = link.dataset.f.split(' ');
        const first = facts.indexOf(link.hash.slice(2));
        last = { piece: link, index: last.piece === link ? (last.index + 1) % facts.length : first };
        toCard(facts[last.index]);
        return;
      }
      const card = link.closest('.entry');
      const places = ofEntry.get(card.id.slice(1)) || [];
      light([...places, card]);
      if (places.length) show(places[0]);
      return;
    }
    const bar = event.target.closest('.bar');
    if (bar) { choose(bar); return; }
    const piece = event.target.closest('.t');
    if (piece) {
      const card = document.getElementById(`e${piece.dataset.e}`);
      if (card && !card.hidden) { light([...(ofEntry.get(piece.dataset.e) || []), card]); show(card); }
    }
  });
  const choose = (bar) => {
    const select = form.elements[bar.dataset.name];
    select.value = select.value === bar.dataset.value ? '' : bar.dataset.value;
    apply();
  };
  document.addEventListener('keydown', (event) => {
    const bar = event.target.closest && event.target.closest('.bar');
    if (bar && (event.key === 'Enter' || event.key === ' ')) { event.preventDefault(); choose(bar); return; }
    if (event.target.closest && event.target.closest('input, select')) {
      if (event.key === 'Escape') { form.reset(); }
      return;
    }
    if (event.key === '/') { event.preventDefault(); form.elements.words.focus(); return; }
    if (event.key !== 'j' && event.key !== 'k') return;
    const visible = cards.filter((card) => !card.hidden);
    const here = visible.indexOf(lit.find((element) => element.matches('.entry')));
    const next = visible[event.key === 'j' ? here + 1 : Math.max(here - 1, 0)];
    if (next) { light([...(ofEntry.get(next.id.slice(1)) || []), next]); show(next); }
  });
  // A link into the page lights up what it names; a form that the browser filled in again filters at once.
  const named = /^#([fm])(\d+)$/u.exec(location.hash);
  if (named && document.getElementById(`f${named[2]}`)) (named[1] === 'f' ? toCard : toText)(named[2]);
  if (new FormData(form).values().some((value) => value)) apply();
})();
