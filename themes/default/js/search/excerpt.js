// The words of an abstract around what matched, where a card shows none of it.

const MOST = 240; // characters

// → excerpt(card, terms that matched) → promise of [[piece, isMatch], …], or null where the card will do
export function makeExcerpt(mark, textOf) {
  const matches = (pieces) => pieces.some(([, isMatch]) => isMatch);

  return async function excerpt(card, terms) {
    if (!terms.length || matches(mark(card.title, terms)) || matches(mark(card.excerpt, terms))) return null;
    const { abstract } = await textOf(card.address);
    const [from, to] = densest(placesOf(mark(abstract, terms)));
    if (from === to) return null;
    const [start, end] = window(abstract, from, to);
    const before = start > 0 ? [["… ", false]] : [];
    const after = end < abstract.length ? [[" …", false]] : [];
    return [...before, ...mark(abstract.slice(start, end), terms), ...after];
  };
}

function placesOf(pieces) {
  const places = [];
  let at = 0;
  for (const [piece, isMatch] of pieces) {
    if (isMatch) places.push([at, at + piece.length]);
    at += piece.length;
  }
  return places;
}

// What to show around a stretch: whole words, as many before it as after.
function window(text, from, to) {
  const spare = Math.max(0, MOST - (to - from)) / 2;
  const space = text.indexOf(" ", from - spare);
  const start = from <= spare ? 0 : space >= 0 && space < from ? space + 1 : from;
  const limit = start + MOST;
  return [start, limit >= text.length ? text.length : Math.max(to, text.lastIndexOf(" ", limit))];
}

// The stretch that begins with a match and holds the most of them.
function densest(places) {
  let best = [0, 0];
  let most = 0;
  for (let first = 0; first < places.length; first++) {
    let last = first;
    while (last + 1 < places.length && places[last + 1][1] - places[first][0] <= MOST) last++;
    if (last - first + 1 > most) {
      most = last - first + 1;
      best = [places[first][0], places[last][1]];
    }
  }
  return best;
}
