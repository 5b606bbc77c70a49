// Which papers a request means, in its order: those of the answer to its text, filtered and sorted.

import { dateOf } from "./decode.js";

const CHECKED_ALL = 50; // candidates: so many are all checked, so that their number is known
const AT_ONCE = 10; // texts that are fetched together

// makeSelect(…) → select(request, goOn) → promise of a selection:
//   found       the answer to the text
//   documents   the numbers of the papers that are meant, as far as they are known
//   count, isAtLeast, upTo(end)   how many; whether there may be more; the numbers up to a place, checked
//   passing     for each kind of filter that is set, a flag for each document
//   before      the documents before any filter
export function makeSelect(index, answer, textOf) {
  return async function select({ text = "", filters = {}, sort = "relevance" }, goOn = () => {}) {
    const set = Object.entries(filters).filter(([, values]) => values?.length);
    const isAll = text.trim() === "" && (set.length > 0 || sort !== "relevance");
    const found = isAll ? everything(index.size) : await answer(text, goOn);
    goOn();
    const passing = Object.fromEntries(
      await Promise.all(set.map(async ([kind, values]) => [kind, await passingOf(index, kind, new Set(values))])),
    );
    const before = await sorted(index, found.documents, sort);
    goOn();
    const candidates = before.filter((document) => Object.values(passing).every((flags) => flags[document]));
    const selection = { found, passing, before, documents: candidates, count: candidates.length, isAtLeast: false };
    selection.upTo = async () => selection.documents;
    return selection;
  };
}

function everything(size) {
  const documents = Array.from({ length: size }, (_, at) => size - 1 - at);
  return { documents, score: () => 0, terms: () => [] };
}

// The newest day's papers have the highest numbers.
async function sorted(index, documents, sort) {
  if (sort === "date") return [...documents].sort((a, b) => b - a);
  if (sort !== "comments") return documents;
  const comments = await index.comments();
  return [...documents].sort((a, b) => comments[b] - comments[a] || b - a);
}

// A flag for each document: whether it bears one of the values.
async function passingOf(index, kind, values) {
  const flags = new Uint8Array(index.size);
  if (kind === "topics" || kind === "organizations") {
    for (const { slug, documents } of await index[kind]()) {
      if (values.has(slug)) for (const document of documents) flags[document] = 1;
    }
  } else {
    const length = kind === "years" ? 4 : 10; // of the date
    (await index.days()).forEach((day, document) => (flags[document] = values.has(dateOf(day).slice(0, length)) ? 1 : 0));
  }
  return flags;
}
