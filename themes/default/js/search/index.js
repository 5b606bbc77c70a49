// The index as one thing, of which only the parts that are asked for are there. What is missing is noted, and had by
// `index.files.fetchWanted()`.

import { decodeCards, decodeDays, decodeLengths, decodeLists, decodeNumbers, decodeShard, decodeSorted } from "./decode.js";
import { Files } from "./files.js";

export class Index {
  #shards; // what their terms begin with

  constructor(directory, folder) {
    this.directory = directory;
    this.files = new Files(folder);
    this.size = directory.documents;
    this.fields = directory.fields.map(({ name }) => name);
    this.#shards = decodeSorted(directory.terms.first);
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
    const last = text === "" ? this.#shards.length - 1 : this.#shardOf(`${text}\uffff`);
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
    let place = this.fields.indexOf(field); // in the file
    const [, key] = this.directory.lengths.find(([fields]) => place < fields || ((place -= fields), false));
    return this.files.get(`lengths-${key}.gz`, (bytes) => decodeLengths(bytes, this.size))?.[place];
  }

  // What a result shows of a document, undefined where that is missing.
  card(number) {
    const { together } = this.directory.cards;
    const decode = (bytes) => decodeCards(bytes, this.directory.topics);
    return this.files.get(this.#name("cards", Math.floor(number / together)), decode)?.[number % together];
  }

  async cards(numbers) {
    numbers.forEach((number) => this.card(number));
    await this.files.fetchWanted();
    return [...numbers].map((number) => this.card(number));
  }

  // The tables that filters, counts and orders need: for each topic or organisation { slug, title, documents }, for
  // each document its day or the number of its comments. They are had when they are first asked for.
  topics = () => this.#table("topics", decodeLists);
  organizations = () => this.#table("organizations", decodeLists);
  days = () => this.#table("days", (bytes) => decodeDays(bytes, this.size));
  comments = () => this.#table("comments", (bytes) => decodeNumbers(bytes, this.size));

  async #table(kind, decode) {
    const name = `${kind}-${this.directory.tables[kind]}.gz`;
    this.files.get(name, decode);
    await this.files.fetchWanted();
    return this.files.get(name, decode);
  }

  #shardOf(text) {
    return Math.max(0, firstNotBelow(this.#shards, `${text}\0`) - 1);
  }

  #shard(number) {
    return this.files.get(this.#name("terms", number), (bytes) => decodeShard(bytes, this.fields.length));
  }

  #name(kind, number) {
    const { digits, [kind]: { keys } } = this.directory;
    return `${kind}-${keys.slice(number * digits, (number + 1) * digits)}.gz`;
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
