// Which papers a request means, in its order: those of the answer to its text, filtered, sorted, checked for phrases.

import { makeCheck } from "./check.js";
import { dateOf } from "./cards.js";
import { newestFirst, Ordered } from "./order.js";

const CHECKED_ALL = 50; // papers: so many are all checked for phrases, so that their number is known
const CHECKED_MOST = 100; // at one go
const AT_ONCE = 10;

// → select(request, goOn) → promise of a Selection. `goOn` throws where nobody waits for it any more.
export function makeSelect(index, answer, textOf) {
  return async function select({ text = "", filters = {}, sort = "relevance" }, goOn = () => {}) {
    const set = Object.entries(filters).filter(([, values]) => values?.length);
    const answered = text.trim() === "" ? null : await answer(text, goOn);
    // What tells nothing yet takes nothing away.
    const isBlank = !answered || (answered.isVague && !answered.documents.length);
    const isAll = isBlank && (set.length > 0 || sort !== "relevance");
    const found = isAll ? everything(index.size) : (answered ?? (await answer("")));
    const flags = await Promise.all(set.map(([kind, values]) => bearing(index, kind, new Set(values))));
    const passing = new Map(set.map(([kind], at) => [kind, flags[at]]));
    const inOrder = await sorted(index, found.documents, sort);
    goOn();
    const isRight = found.phrases?.length ? makeCheck(index, found, textOf) : null;
    const selection = new Selection(found, inOrder, passing, isRight);
    await selection.upTo(AT_ONCE, goOn);
    return selection;
  };
}

class Selection {
  #unchecked; // documents that are left to check, best first
  #isRight; // document → promise of whether it has the phrases; null where there are none
  #wrong = new Set(); // documents that have not

  constructor(found, inOrder, passing, isRight) {
    this.found = found; // the answer to the text
    this.inOrder = inOrder; // documents, before filters (order.js)
    this.passing = passing; // kind of filter → a flag for each document; of filters that are set
    const passed = passing.size ? inOrder.filter((document) => this.#passes(document)) : inOrder;
    this.documents = isRight ? [] : passed; // as far as they are known
    this.#isRight = isRight;
    // Of a few, all are checked: then numbers are right before and after the filters.
    this.#unchecked = isRight ? (this.#isFew ? inOrder : passed).slice() : [];
  }

  get count() {
    return this.documents.length;
  }

  get isAtLeast() {
    return this.#unchecked.length > 0;
  }

  // The documents before filters, in no order, but for those that are known to be wrong.
  get unfiltered() {
    return this.inOrder.documents.filter((document) => !this.#wrong.has(document));
  }

  get #isFew() {
    return this.inOrder.length <= CHECKED_ALL;
  }

  #passes(document) {
    return [...this.passing.values()].every((flags) => flags[document]);
  }

  // Have so many documents checked, or a great number of them in vain.
  async upTo(end, goOn = () => {}) {
    for (let checked = 0; this.#unchecked.length && checked < CHECKED_MOST; checked += AT_ONCE) {
      if (this.documents.length >= end && !this.#isFew) break;
      goOn();
      const some = this.#unchecked.slice(0, AT_ONCE);
      const right = await Promise.all(some.map(this.#isRight));
      if (this.#unchecked[0] !== some[0]) continue; // another call has checked the same meanwhile
      this.#unchecked = this.#unchecked.slice(some.length);
      some.forEach((document, at) => {
        if (!right[at]) this.#wrong.add(document);
        else if (this.#passes(document)) this.documents.push(document);
      });
    }
  }
}

function everything(size) {
  const documents = new Ordered(Uint32Array.from({ length: size }, (_, at) => at), newestFirst);
  return { documents, score: () => 0, terms: () => [] };
}

async function sorted(index, documents, sort) {
  if (sort === "date") return documents.by(newestFirst);
  if (sort !== "comments") return documents;
  const comments = await index.comments();
  return documents.by((a, b) => comments[b] - comments[a] || b - a);
}

// A flag for each document: whether it bears one of the values.
async function bearing(index, kind, values) {
  const flags = new Uint8Array(index.size);
  if (kind === "topics" || kind === "organizations") {
    for (const { slug, documents } of await index[kind]()) {
      if (values.has(slug)) for (const document of documents) flags[document] = 1;
    }
  } else {
    const length = kind === "years" ? 4 : 10; // of the date
    let [last, isMeant] = [null, 0]; // neighbours mostly have one day
    (await index.days()).forEach((day, at) => {
      if (day !== last) [last, isMeant] = [day, values.has(dateOf(day).slice(0, length)) ? 1 : 0];
      flags[at] = isMeant;
    });
  }
  return flags;
}
