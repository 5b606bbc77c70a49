// A text in pieces, [[words, whether they matched], …], which together are the text.

import { makePatterns } from "./letters.js";

export function makeMark(terms, { letters }) {
  const patterns = makePatterns(letters);

  return function mark(text, matched) {
    const known = new Set(matched);
    const has = (piece) => known.has(terms.term(terms.normal(piece.toLowerCase())));
    const isMarked = new Uint8Array(text.length);
    const spot = (start, end) => isMarked.fill(1, start, end);

    for (const word of found(text, patterns.words)) {
      for (const run of found(word.text, patterns.runs, word.start)) {
        if (patterns.isUnspaced.test(run.text)) markLetters(found(run.text, /./gsu, run.start));
        else markParts(found(run.text, patterns.parts, run.start).map(trimmed).filter((part) => part.text));
      }
    }

    // Each pair that matched, and each letter that was sought alone.
    function markLetters(all) {
      all.forEach(({ text, start, end }, at) => {
        const next = all[at + 1];
        if (known.has(text)) spot(start, end);
        if (next && known.has(text + next.text)) spot(start, next.end);
      });
    }

    function markParts(parts) {
      if (parts.length > 1 && has(parts.map((part) => part.text).join(""))) spot(parts[0].start, parts.at(-1).end);
      for (const { text, start, end } of parts) {
        const [, name = "", number = ""] = patterns.numbered.exec(text) ?? [];
        if (has(text)) spot(start, end);
        if (name && has(name)) spot(start, start + name.length);
        if (number && has(number)) spot(end - number.length, end);
      }
    }

    return pieces(text, isMarked);
  };

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
    while (end < text.length && isMarked[end] === isMarked[start]) end++;
    made.push([text.slice(start, end), isMarked[start] === 1]);
  }
  return made;
}
