// The search as pages use it. The work is done in a worker, so that typing never waits for it.
//
// open(address of the directory) → { ask }, at once; the directory is fetched meanwhile.
//
// ask({ text, filters, sort }) → promise of an answer. `filters` is { topics, organizations, years, days }, each a list
// of slugs, years ("2025") or days ("2025-10-30"), or missing; any value of a list will do, and all lists must be met.
// `sort` is "relevance" (the default), "date" or "comments". No text with a filter or another sort means every paper.
// An answer is
//   count, isAtLeast   how many papers; whether there may be more: phrases are checked best first, further with more cards
//   spelling           null, or { text, isApplied }: what may have been meant, and whether the papers are those for it
//   isVague            whether nothing in the text tells papers apart yet
//   opens              null, or the address of the paper that the text names by an id
//   terms              the terms of the index that are marked
//   cards(start, end)  → promise of [card, …], best first
//   facets()           → promise of { topics: [{ slug, title, count }, …], organizations: the same,
//                        years: [{ year, count }, …], days: [{ day, count }, …] }, commonest first, years and days the
//                        newest first: how many papers there are with each, all other kinds of filters being met
//   excerpts(start, end) → promise of [[[piece, isMatch], …] or null, …]: the words around the matches of a card that
//                        shows none
// A card is { slug, address, title: [[piece, isMatch], …], excerpt: the same, day: { date, address }, topics:
// [{ slug, title, address }, …], authors: [at most three names], authorsCount: of all, organization: { slug, title,
// address }, published, comments, upvotes }; null is unknown, and no list is. Addresses are below the site's root.
//
// A call fails with an error that has `isNetwork` where a file could not be had: try again later. An ask that a newer
// one has overtaken fails with one that has `isOvertaken`; answers that were given stay good.

import { connect } from "./channel.js";
import { makeTexts } from "./texts.js";

export function open(address) {
  const directory = new URL(address, document.baseURI).href;
  const textOf = makeTexts(new URL("../", directory));
  let thread = null;

  function started() {
    if (thread) return thread;
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    const channel = connect(worker, { textOf });
    worker.addEventListener("error", ({ message }) => {
      // Without a message its script could not be had. In any case the next call tries anew.
      worker.terminate();
      if (thread === channel) thread = null;
      channel.fail(Object.assign(new Error(message ?? "the search's script is missing"), { isNetwork: !message }));
    });
    channel.call("open", directory).catch(() => {}); // whoever asks will hear of it
    thread = channel;
    return thread;
  }

  async function ask({ text = "", filters = {}, sort = "relevance" }) {
    const request = { text, filters, sort };
    const call = (name, ...values) => started().call(name, request, ...values);
    const { first, ...known } = await call("ask");
    const answer = {
      ...known,
      async cards(start, end) {
        // The first ones come with the answer where nothing had to be fetched for them.
        if (start === 0 && end <= first.length) return first.slice(0, end);
        const { cards, ...more } = await call("shown", start, end);
        Object.assign(answer, more);
        return cards;
      },
      facets: () => call("facets"),
      excerpts: (start, end) => call("excerpts", start, end),
    };
    return answer;
  }

  started();
  return { ask };
}
