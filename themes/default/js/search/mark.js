// A text in pieces, [[words, whether they matched], …], which together are the text.

import { makePatterns } from "./letters.js";
import { remembering, together } from "./terms.js";

export function makeMark(terms, { letters }) {
  const patterns = makePatterns(letters);

  // What stands for which term in a word: [{ term, start, end }, …].
  const placesIn = remembering((word) =>
    found(word, patterns.runs).flatMap((run) => {
      if (patterns.isUnspaced.test(run.text)) return placesOfLetters(found(run.text, /./gsu, run.start));
      return placesOfParts(found(run.text, patterns.parts, run.start).map(trimmed).filter((part) => part.text));
    }),
  );

  return function mark(text, matched) {
    const wanted = new Set(matched);
    const isMarked = new Uint8Array(text.length);
    for (const { 0: word, index } of text.matchAll(patterns.words)) {
      for (const { term, start, end } of placesIn(word)) {
        if (wanted.has(term)) isMarked.fill(1, index + start, index + end);
      }
    }
    return pieces(text, isMarked);
  };

  // Each letter, which may be sought alone, and each pair.
  function placesOfLetters(all) {
    return all.flatMap(({ text, start, end }, at) => {
      const next = all[at + 1];
      const alone = { term: text, start, end };
      return next ? [alone, { term: text + next.text, start, end: next.end }] : [alone];
    });
  }

  // Each part, of one with a number its two halves, and all parts together.
  function placesOfParts(parts) {
    const places = parts.flatMap(({ text, start, end }) => {
      const whole = place(text, start, end);
      const [, name, number] = patterns.numbered.exec(text) ?? [];
      if (!name) return [whole];
      return [whole, place(name, start, start + name.length), place(number, end - number.length, end)];
    });
    if (parts.length > 1) places.push(place(together(parts), parts[0].start, parts.at(-1).end));
    return places.filter(({ term }) => term);
  }

  function place(piece, start, end) {
    return { term: terms.term(terms.normal(piece.toLowerCase())), start, end };
  }

  function trimmed({ text, start }) {
    const core = terms.trim(text);
    const at = start + text.indexOf(core);
    return { text: core, start: at, end: at + core.length };
  }
}

function found(text, pattern, offset = 0) {
  return [...text.matchAll(pattern)].map(({ 0: piece, index }) => {
    const start = offset + index;
    return { text: piece, start, end: start + piece.length };
  });
}

function pieces(text, isMarked) {
  const made = [];
  for (let start = 0, end = 0; start < text.length; start = end) {
    const change = isMarked.indexOf(1 - isMarked[start], start);
    end = change < 0 ? text.length : change;
    made.push([text.slice(start, end), isMarked[start] === 1]);
  }
  return made;
}
