// Whether a text has a phrase: the same words in the same order, as a reader would say. Case, accents, hyphens and the
// punctuation between words make no difference; stop words count.

import { together } from "./terms.js";

export function makeHolds({ split, runsOf }) {
  const inParts = (parts) => parts.flatMap(({ text, numbered }) => (numbered.length ? numbered : [text]));
  const asWholes = (parts) => (parts.length ? [together(parts)] : []);

  // Letters that are written without spaces are words each, so that any run of them is found.
  function words(text, wordsOf) {
    const found = split(text).flatMap((word) => runsOf(word).flatMap(({ letters, parts }) => letters ?? wordsOf(parts)));
    return found.length ? ` ${found.join(" ")} ` : "";
  }

  // `fine-tuning` is `fine tuning` in parts, and `finetuning` as a whole.
  return function holds(text, phrase) {
    return [inParts, asWholes].some((wordsOf) => {
      const sought = words(phrase, wordsOf);
      return sought !== "" && words(text, wordsOf).includes(sought);
    });
  };
}
