// From text to the terms of the index, exactly as sitegen/searchindex/tokens.py made it, which tells how; the index
// brings the classes of characters along.

import { makePatterns } from "./letters.js";

const MOST_REMEMBERED = 20_000; // texts

export function makeTerms(lunr, { letters }) {
  const { separator, runs, isUnspaced, parts: joined, ends, numbered, foldable } = makePatterns(letters);

  const trim = (text) => text.replace(ends, "");

  // Without accents, and together again: Hangul and kana come apart as well.
  function fold(text) {
    const bare = text.normalize("NFD").replace(/[\u0300-\u036f]+/gu, "").normalize("NFC");
    return bare.replace(foldable, (letter) => letters.folded[letter]);
  }

  // What a piece with wildcards would be, were it one.
  const normal = (text) => trim((fold(text).match(joined) ?? []).join(""));

  // What a word consists of, run by run: { letters } of those that are written without spaces, otherwise { parts }, of
  // which each is { text, numbered }: itself, and letters and number where it is both.
  function runsOf(word) {
    return (fold(word).match(runs) ?? []).map((run) => {
      if (isUnspaced.test(run)) return { letters: [...run] };
      const parts = (run.match(joined) ?? []).map(trim).filter(Boolean);
      return { parts: parts.map((text) => ({ text, numbered: numbered.exec(text)?.slice(1) ?? [] })) };
    });
  }

  // The pieces that become terms, of which the caller makes those of letters.
  function piecesOf(word, piecesOfLetters) {
    return runsOf(word).flatMap(({ letters, parts }) => {
      if (letters) return piecesOfLetters(letters);
      const pieces = parts.flatMap(({ text, numbered }) => [...numbered, text]);
      return parts.length > 1 ? [...pieces, together(parts)] : pieces;
    });
  }

  // As a function of lunr's pipeline, which may make several tokens of one.
  function indexedPieces(token) {
    const pieces = piecesOf(token.toString(), (letters) => [...pairs(letters), letters.at(-1)]);
    return pieces.map((piece) => token.clone(() => piece));
  }

  lunr.tokenizer.separator = separator;
  delete lunr.Pipeline.registeredFunctions.indexedPieces; // lunr warns of a second one
  lunr.Pipeline.registerFunction(indexedPieces, "indexedPieces");
  const indexing = lunr.Pipeline.load(["indexedPieces", "stopWordFilter", "stemmer"]);
  const stemming = lunr.Pipeline.load(["stopWordFilter", "stemmer"]);

  return {
    trim,
    normal,
    runsOf,
    piecesOf,
    hasUnspaced: (text) => runsOf(text).some(({ letters }) => letters),
    // The words of a text.
    split: (text) => lunr.tokenizer(text.normalize("NFC")).map(String),
    // What a word is indexed as.
    termsOf: (word) => indexing.runString(word),
    // The term of a piece of a word, empty for a stop word.
    term: remembering((piece) => stemming.runString(piece)[0] ?? ""),
  };
}

// The same function, which remembers what it made of each text: most words come again and again.
export function remembering(make) {
  const known = new Map();
  return (text) => {
    if (!known.has(text)) {
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(text, make(text));
    }
    return known.get(text);
  };
}

export function together(parts) {
  return parts.map(({ text }) => text).join("");
}

// What finds a run of letters without spaces: all its pairs, or what begins with its one letter.
export function sought(letters) {
  return letters.length > 1 ? pairs(letters) : [`${letters[0]}*`];
}

function pairs(letters) {
  return letters.slice(1).map((letter, at) => letters[at] + letter);
}
