// The index as one thing, of which only the parts that are asked for are there. What is missing is noted, and had by
// `index.files.fetchWanted()`.

import {
  decodeCards,
  decodeDays,
  decodeLengths,
  decodeLists,
  decodeNumbered,
  decodeNumbers,
  decodeShard,
  decodeSorted,
} from "./decode.js";
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
    return shard.terms[at] === text ? new Term(text, shard, at, this) : undefined;
  }

  // Whether certainly no document has a term in one of some fields.
  lacks(text, fields) {
    if (this.#shard(this.#shardOf(text)) === undefined) return false;
    const term = this.find(text);
    return !term || !fields.some((field) => term.isIn(field));
  }

  // In how many shards the terms lie that begin with a text.
  shardsBeginningWith(text) {
    return this.#lastShardOf(text) - this.#shardOf(text) + 1;
  }

  // The terms that begin with a text and pass a test, which is asked in their order.
  beginningWith(text, isMeant) {
    const found = [];
    const last = this.#lastShardOf(text);
    for (let number = this.#shardOf(text); number <= last; number++) {
      const shard = this.#shard(number);
      if (!shard) continue;
      for (let at = firstNotBelow(shard.terms, text); shard.terms[at]?.startsWith(text); at++) {
        if (isMeant(shard.terms[at])) found.push(new Term(shard.terms[at], shard, at, this));
      }
    }
    return found;
  }

  // How many terms each document has in the long field, undefined where that is missing.
  longLengths() {
    return this.files.get(`lengths-${this.directory.lengths.key}.gz`, (bytes) => decodeLengths(bytes, this.size));
  }

  // What a result shows of a document, undefined where that is missing.
  card(number) {
    const decode = (bytes) => decodeCards(bytes, this.directory.topics);
    return this.files.get(this.#cardsName(number), decode)?.[number % this.directory.cards.together];
  }

  // The same, but where it is missing nobody needs it.
  cardIfThere(number) {
    return this.files.peek(this.#cardsName(number))?.[number % this.directory.cards.together];
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

  // Sorted texts with a number each, of a kind: the file at some place of the directory's list.
  numbered(kind, at) {
    return this.files.get(this.#name(kind, at), decodeNumbered);
  }

  #cardsName(number) {
    return this.#name("cards", Math.floor(number / this.directory.cards.together));
  }

  #shardOf(text) {
    return Math.max(0, firstNotBelow(this.#shards, `${text}\0`) - 1);
  }

  // The last that may have terms that begin with a text.
  #lastShardOf(text) {
    return text === "" ? this.#shards.length - 1 : this.#shardOf(`${text}\uffff`);
  }

  #shard(number) {
    const decode = (bytes) => decodeShard(bytes, this.fields.length, this.fields.indexOf(this.directory.lengths.field));
    return this.files.get(this.#name("terms", number), decode);
  }

  #name(kind, number) {
    const { digits, [kind]: { keys } } = this.directory;
    return `${kind}-${keys.slice(number * digits, (number + 1) * digits)}.gz`;
  }
}

// A term of the index with its postings.
class Term {
  #index;
  #shard;
  #first; // the first of its lists

  constructor(text, shard, at, index) {
    this.text = text;
    this.#index = index;
    this.#shard = shard;
    this.#first = at * index.fields.length;
  }

  // Which documents have the term in a field, in ascending order, and how often each; `lengths` is how many terms the
  // field has there, undefined where that is missing.
  in(field) {
    const { starts, frequencies, lengths } = this.#shard;
    const list = this.#list(field);
    const [start, end] = [starts[list], starts[list + 1]];
    const documents = this.documentsIn(field);
    const isLong = field === this.#index.directory.lengths.field;
    const ofAll = isLong ? this.#index.longLengths() : undefined;
    return {
      documents,
      frequencies: frequencies.subarray(start, end),
      lengths: isLong ? ofAll && documents.map((document) => ofAll[document]) : lengths.subarray(start, end),
    };
  }

  documentsIn(field) {
    const { starts, documents } = this.#shard;
    const list = this.#list(field);
    return documents.subarray(starts[list], starts[list + 1]);
  }

  isIn(field) {
    const list = this.#list(field);
    return this.#shard.starts[list + 1] > this.#shard.starts[list];
  }

  // The number of postings in all fields together.
  get count() {
    const { starts } = this.#shard;
    return starts[this.#first + this.#index.fields.length] - starts[this.#first];
  }

  // How often a document has it in a field.
  frequency(field, document) {
    const { starts, documents, frequencies } = this.#shard;
    const list = this.#list(field);
    const at = firstNotBelow(documents, document, starts[list], starts[list + 1]);
    return at < starts[list + 1] && documents[at] === document ? frequencies[at] : 0;
  }

  #list(field) {
    return this.#first + this.#index.fields.indexOf(field);
  }
}

function firstNotBelow(sorted, value, from = 0, to = sorted.length) {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
