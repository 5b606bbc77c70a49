// What a misspelt word may have been meant for.

import { distance } from "./distance.js";

const SHORTEST = 4; // letters: of shorter words too many are alike
const LONG = 8; // letters: two mistakes are as many as one in a shorter word
const FEW = 3; // postings: a word that stands there less often may be a mistake itself
const MUCH_COMMONER = 2; // in binary digits

// → correct(text, places): the text with words corrected within some of its places, [{ start, end }, …] in their order.
// Asks the index for what it needs.
export function makeSpelling(terms, index) {
  return function correct(text, places) {
    let corrected = "";
    let at = 0;
    for (const { start, end } of places) {
      const written = text.slice(start, end);
      const isTyped = (word, from) => start + from + word.length === text.length;
      corrected += text.slice(at, start) + written.replace(/\p{L}+/gu, (one, from) => word(one, isTyped(one, from)));
      at = end;
    }
    return corrected + text.slice(at);
  };

  // A word that is still typed is no misspelling of those that it begins.
  function word(written, isTyped) {
    const sought = terms.normal(written.normalize("NFC").toLowerCase());
    const term = terms.term(sought);
    if (sought.length < SHORTEST || term === "" || terms.hasUnspaced(sought)) return written;
    const count = index.find(term)?.count ?? 0;
    if (count >= FEW) return written;
    const least = count && count.toString(2).length + MUCH_COMMONER;
    const isAnother = (text) => terms.term(text) !== term && !(isTyped && text.startsWith(sought));
    return nearest(sought, (text, commonness) => commonness >= least && isAnother(plain(text))) ?? written;
  }

  // The word with the fewest differences, and of those the commonest, of all that may be meant.
  function nearest(sought, isMeant) {
    const most = sought.length < LONG ? 1 : 2;
    let best = { text: null, differences: most, commonness: 0 };
    for (const { texts, numbers } of files(sought.length - most, sought.length + most)) {
      texts.forEach((text, at) => {
        const differences = distance(plain(text), sought, best.differences);
        const isBetter = differences < best.differences || numbers[at] > best.commonness;
        if (differences > best.differences || !isBetter || !isMeant(text, numbers[at])) return;
        best = { text, differences, commonness: numbers[at] };
      });
    }
    return best.text;
  }

  // Nearly all words are in ASCII, and as they would be made.
  function plain(text) {
    return /[^a-z]/u.test(text) ? terms.normal(text) : text;
  }

  // The files with words of some lengths, so far as they are there.
  function files(shortest, longest) {
    const { first } = index.directory.spelling;
    const isMeant = (at) => first[at] <= longest && (first[at + 1] ?? Infinity) >= shortest;
    return [...first.keys()].filter(isMeant).map((at) => index.numbered("spelling", at)).filter(Boolean);
  }
}
