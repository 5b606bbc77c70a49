// The theme's engine as these tests ask it, without a worker around it. A test may set `textOf`, which stands for the
// pages of papers.

import { open as openEngine } from "/js/search/engine.js";

export async function open(lunr, address) {
  globalThis.textOf = () => ({ title: "", abstract: "" });
  const engine = await openEngine(lunr, address, (paper) => textOf(paper));
  const text = (pieces) => pieces.map(([piece]) => piece).join("");

  // { length, cards }: the cards with plain texts.
  async function search(query) {
    const request = { text: query };
    const { count } = await engine.ask(request);
    const cards = async (start, end) => (await engine.shown(request, start, end)).cards;
    const document = (card) => ({ ...card, title: text(card.title), excerpt: text(card.excerpt) });
    return {
      length: count,
      cards: async (start, end) => (await cards(start, end)).map((card) => ({ document: document(card), card })),
    };
  }

  return {
    ...engine,
    search,
    cards: async (...asked) => (await engine.shown(...asked)).cards,
    get terms() {
      return engine.now.terms;
    },
  };
}
