// The search itself, without a page: open(lunr, address of the directory) → { search, mark, terms }.

import { makeAnswers } from "./answer.js";
import { Gone, readDirectory } from "./files.js";
import { Index } from "./index.js";
import { makeMark } from "./mark.js";
import { makeTerms } from "./terms.js";

export async function open(lunr, address) {
  const folder = new URL(".", new URL(address, document.baseURI));
  let now = await read();

  async function read(options) {
    const directory = await readDirectory(address, options);
    const terms = makeTerms(lunr, directory);
    const index = new Index(directory, folder);
    return { index, terms, answer: makeAnswers(lunr, terms, index), mark: makeMark(terms, directory) };
  }

  // Do something with the index as it is now; where the site was published anew meanwhile, with the new one.
  async function current(work) {
    const then = now;
    try {
      return await work(then);
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
      if (now === then) now = await read({ cache: "reload" });
      return work(now);
    }
  }

  // The papers for a query, best first: how many, and the cards of some, [{ document, score, terms }, …], `terms`
  // being those of the index that matched.
  async function search(text) {
    let found = null;
    let foundIn = null;

    async function find(state) {
      if (foundIn !== state) found = await state.answer(text);
      foundIn = state;
    }

    async function cards(state, start, end) {
      await find(state);
      const { files } = state.index;
      const numbers = found.documents.slice(start, end);
      numbers.forEach((number) => state.index.card(number));
      await files.fetchWanted();
      return numbers.map((number) => ({
        document: state.index.card(number),
        score: found.score(number),
        terms: found.terms(number),
      }));
    }

    await current(find);
    return {
      get length() {
        return found.documents.length;
      },
      cards: (start, end) => current((state) => cards(state, start, end)),
    };
  }

  return {
    search,
    mark: (text, matched) => now.mark(text, matched),
    get terms() {
      return now.terms;
    },
  };
}
