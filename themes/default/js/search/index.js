// The index as one thing, of which only the parts that are asked for are there. What is missing is noted, and had by
// `index.files.fetchWanted()`.

import { decodeCards, decodeLengths, decodeNumbered, decodeShard } from "./decode.js";
import { Files } from "./files.js";

export class Index {
  constructor(directory, folder) {
    this.directory = directory;
    this.files = new Files(folder);
    this.size = directory.documents;
    this.fields = directory.fields.map(({ name }) => name);
  }

  // A term, `undefined` where no document has it or the shard is missing.
  find(text) {
    const shard = this.#shard(this.#shardOf(text));
    if (!shard) return undefined;
    const at = firstNotBelow(shard.terms, text);
    return shard.terms[at] === text ? new Term(text, shard, at, this.fields) : undefined;
  }

  // The terms that begin with a text and pass a test, which is asked in their order.
  beginningWith(text, isMeant) {
    const found = [];
    const last = text === "" ? this.directory.terms.files.length - 1 : this.#shardOf(`${text}\uffff`);
    for (let number = this.#shardOf(text); number <= last; number++) {
      const shard = this.#shard(number);
      if (!shard) continue;
      for (let at = firstNotBelow(shard.terms, text); shard.terms[at]?.startsWith(text); at++) {
        if (isMeant(shard.terms[at])) found.push(new Term(shard.terms[at], shard, at, this.fields));
      }
    }
    return found;
  }

  // How many terms each document has in a field, undefined where that is missing.
  lengths(field) {
    const { lengths: file } = this.directory.fields[this.fields.indexOf(field)];
    return this.files.get(file, (bytes) => decodeLengths(bytes, this.size));
  }

  card(number) {
    const { together, files } = this.directory.cards;
    return this.files.get(files[Math.floor(number / together)], decodeCards)?.[number % together];
  }

  // Sorted texts with a number each, of a kind: the file at some place of the directory's list.
  numbered(kind, at) {
    return this.files.get(this.directory[kind].files[at], decodeNumbered);
  }

  #shardOf(text) {
    return Math.max(0, firstNotBelow(this.directory.terms.first, `${text}\0`) - 1);
  }

  #shard(number) {
    return this.files.get(this.directory.terms.files[number], (bytes) => decodeShard(bytes, this.fields.length));
  }
}

// A term of the index with its postings.
class Term {
  #shard;
  #first; // the first of its lists

  constructor(text, shard, at, fields) {
    this.text = text;
    this.fields = fields;
    this.#shard = shard;
    this.#first = at * fields.length;
  }

  // Which documents have the term in a field, in ascending order, and how often each.
  in(field) {
    const { starts, documents, frequencies } = this.#shard;
    const list = this.#first + this.fields.indexOf(field);
    const range = [starts[list], starts[list + 1]];
    return { documents: documents.subarray(...range), frequencies: frequencies.subarray(...range) };
  }

  isIn(field) {
    const list = this.#first + this.fields.indexOf(field);
    return this.#shard.starts[list + 1] > this.#shard.starts[list];
  }

  // The number of postings in all fields together.
  get count() {
    const { starts } = this.#shard;
    return starts[this.#first + this.fields.length] - starts[this.#first];
  }

  // How often a document has it in a field.
  frequency(field, document) {
    const { documents, frequencies } = this.in(field);
    const at = firstNotBelow(documents, document);
    return documents[at] === document ? frequencies[at] : 0;
  }
}

function firstNotBelow(sorted, value) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
