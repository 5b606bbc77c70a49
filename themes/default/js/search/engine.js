// The search itself, without a page: open(lunr, address of the directory, textOf) → what worker.js calls.
// `textOf(address of a paper)` → promise of its { title, abstract }.

import { makeAnswers } from "./answer.js";
import { makeExcerpt } from "./excerpt.js";
import { countFacets } from "./facets.js";
import { Gone, readDirectory } from "./files.js";
import { Index } from "./index.js";
import { makeMark } from "./mark.js";
import { makeSelect } from "./select.js";
import { makeTerms } from "./terms.js";

const AT_MOST = 8; // selections that are kept
const FIRST = 10; // papers: the terms that matched in them are told, and their cards, where they are there

export async function open(lunr, address, textOf) {
  const folder = new URL(".", new URL(address, globalThis.document?.baseURI ?? address));
  let now = await read();

  async function read(options) {
    const directory = await readDirectory(address, options);
    const terms = makeTerms(lunr, directory);
    const index = new Index(directory, folder);
    const answer = makeAnswers(lunr, terms, index);
    const mark = makeMark(terms, directory);
    const select = makeSelect(index, answer, textOf);
    return { index, terms, answer, mark, select, excerpt: makeExcerpt(mark, textOf), kept: new Map() };
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

  // What a request selects. The last few are kept, so that cards and facets need not ask for their answer again.
  async function selected({ select, kept }, request, goOn) {
    const key = JSON.stringify(request);
    const selection = kept.get(key) ?? (await select(request, goOn));
    kept.delete(key);
    kept.set(key, selection);
    if (kept.size > AT_MOST) kept.delete(kept.keys().next().value);
    return selection;
  }

  // `goOn` throws where nobody waits for the answer any more.
  function ask(request, goOn = () => {}) {
    return current(async (state) => {
      const { count, isAtLeast, found, documents } = await selected(state, request, goOn);
      const numbers = documents.slice(0, FIRST);
      const matched = numbers.map(found.terms);
      const cards = numbers.map((number) => state.index.cardIfThere(number));
      return {
        count,
        isAtLeast,
        spelling: found.spelling ?? null,
        opens: found.opens ?? null,
        isVague: found.isVague ?? false,
        terms: [...new Set(matched.flat())],
        first: cards.every(Boolean) ? marked(state, cards, matched) : [],
      };
    });
  }

  function marked({ mark }, cards, matched) {
    return cards.map((card, at) => ({
      ...card,
      title: mark(card.title, matched[at]),
      excerpt: mark(card.excerpt, matched[at]),
    }));
  }

  async function chosen(state, request, start, end) {
    const selection = await selected(state, request);
    await selection.upTo(end);
    const numbers = selection.documents.slice(start, end);
    return { selection, numbers, cards: await state.index.cards(numbers) };
  }

  // The cards, and how many papers there are by what is known with them.
  function shown(request, start, end) {
    return current(async (state) => {
      const { selection, numbers, cards } = await chosen(state, request, start, end);
      const { count, isAtLeast } = selection;
      return { cards: marked(state, cards, numbers.map(selection.found.terms)), count, isAtLeast };
    });
  }

  function facets(request) {
    return current(async (state) => countFacets(state.index, await selected(state, request)));
  }

  function excerpts(request, start, end) {
    return current(async (state) => {
      const { selection, numbers, cards } = await chosen(state, request, start, end);
      return Promise.all(cards.map((card, at) => state.excerpt(card, selection.found.terms(numbers[at]))));
    });
  }

  return {
    ask,
    shown,
    facets,
    excerpts,
    // The index as it is now, with what reads it: for what goes on around the search.
    get now() {
      return now;
    },
  };
}
