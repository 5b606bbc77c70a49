// Documents in an order, which is worked out only as far as somebody looks: mostly at the first ten.

const FIRST = 10;

export class Ordered {
  #compare;
  #first = null; // the best few
  #sorted = null; // all

  // `documents` is an array of any kind; `compare` never finds two alike.
  constructor(documents, compare) {
    this.documents = documents; // in no order
    this.#compare = compare;
  }

  get length() {
    return this.documents.length;
  }

  // The same documents in another order.
  by(compare) {
    return new Ordered(this.documents, compare);
  }

  // Some of them in the same order.
  filter(isMeant) {
    return new Ordered(this.documents.filter(isMeant), this.#compare);
  }

  slice(start = 0, end = this.length) {
    if (end <= FIRST && !this.#sorted) return (this.#first ??= this.#best()).slice(start, end);
    this.#sorted ??= Array.from(this.documents).sort(this.#compare);
    return this.#sorted.slice(start, end);
  }

  [Symbol.iterator]() {
    return this.slice()[Symbol.iterator]();
  }

  // Most documents are worse than the last of the best so far, which one look tells. The newest come first, since of
  // those that are alike they are the better ones.
  #best() {
    const best = [];
    for (let next = this.documents.length - 1; next >= 0; next--) {
      const document = this.documents[next];
      if (best.length === FIRST && this.#compare(best[FIRST - 1], document) < 0) continue;
      if (best.length === FIRST) best.pop();
      let at = best.length;
      while (at > 0 && this.#compare(document, best[at - 1]) < 0) at--;
      best.splice(at, 0, document);
    }
    return best;
  }
}

export const newestFirst = (a, b) => b - a; // the newest day's papers have the highest numbers
