// The words of an abstract around what matched, where a card shows none of it.

const MOST = 240; // characters

// → excerpt(card, terms that matched) → promise of [[piece, isMatch], …], or null where the card will do
export function makeExcerpt(mark, textOf) {
  const matches = (pieces) => pieces.some(([, isMatch]) => isMatch);

  return async function excerpt(card, terms) {
    if (!terms.length || matches(mark(card.title, terms)) || matches(mark(card.excerpt, terms))) return null;
    const { abstract } = await textOf(card.address);
    const pieces = mark(abstract, terms);
    return matches(pieces) ? around(abstract, pieces, (text) => mark(text, terms)) : null;
  };
}

function around(text, pieces, mark) {
  const places = [];
  let at = 0;
  for (const [piece, isMatch] of pieces) {
    if (isMatch) places.push([at, at + piece.length]);
    at += piece.length;
  }
  const [from, to] = densest(places);
  const spare = Math.max(0, MOST - (to - from)) / 2;
  const start = from <= spare ? 0 : text.indexOf(" ", from - spare) + 1;
  const end = text.length - start <= MOST ? text.length : text.lastIndexOf(" ", Math.max(start + MOST, to));
  const isCut = end > to && end < text.length;
  const shown = mark(text.slice(start, isCut ? end : text.length <= start + MOST ? text.length : to));
  return [...(start > 0 ? [["… ", false]] : []), ...shown, ...(end < text.length ? [[" …", false]] : [])];
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
