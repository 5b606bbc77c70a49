// From the bytes of a file to what they say; an error where they say something else. Numbers are varints (LEB128).

import { readCards } from "./cards.js";

// A shard's terms; where the postings of each term and field start; of each posting its document, its frequency, and
// the length of its field there, unless that is the one of a given number.
export function decodeShard(bytes, fields, longField) {
  const reader = new Reader(bytes);
  const [size] = reader.numbers(1);
  const terms = size ? reader.text(size).split("\n") : [];
  const counts = reader.numbers(terms.length * fields);
  const starts = new Uint32Array(counts.length + 1);
  counts.forEach((count, at) => (starts[at + 1] = starts[at] + count));
  const documents = reader.numbers(starts[counts.length]);
  const frequencies = reader.numbers(starts[counts.length]);
  const lengths = new Uint32Array(documents.length);
  for (let list = 0; list < counts.length; list++) {
    if (list % fields !== longField) lengths.set(reader.numbers(counts[list]), starts[list]);
    for (let at = starts[list] + 1; at < starts[list + 1]; at++) documents[at] += documents[at - 1];
  }
  reader.end();
  return { terms, starts, documents, frequencies, lengths };
}

// Sorted texts: each says how many characters it has in common with the one before it, a digit of base 36.
export function decodeSorted(text) {
  let before = "";
  return text.split(" ").map((piece) => (before = before.slice(0, parseInt(piece[0], 36)) + piece.slice(1)));
}

// Texts with a number each.
export function decodeNumbered(bytes) {
  const reader = new Reader(bytes);
  const [size] = reader.numbers(1);
  const texts = reader.text(size).split("\n");
  const numbers = reader.numbers(texts.length);
  reader.end();
  return { texts, numbers };
}

// The length that a field has in each document.
export function decodeLengths(bytes, documents) {
  const width = bytes[0]; // of a number, in bytes
  const isRight = width > 0 && bytes.length === 1 + width * documents;
  if (!isRight) throw new Error(`${bytes.length} bytes for the lengths of ${documents} documents`);
  const lengths = new Uint32Array(documents);
  for (let at = 1; at < bytes.length; at++) {
    lengths[(at - 1) % documents] |= bytes[at] << (8 * Math.floor((at - 1) / documents));
  }
  return lengths;
}

// Names, each with the documents that bear it, in ascending order: [{ slug, title, documents }, …].
export function decodeLists(bytes) {
  const reader = new Reader(bytes);
  const [size] = reader.numbers(1);
  const names = JSON.parse(reader.text(size));
  const counts = reader.numbers(names.length);
  const lists = names.map(([slug, title], at) => ({ slug, title, documents: summed(reader.numbers(counts[at])) }));
  reader.end();
  return lists;
}

// A number for each document.
export function decodeNumbers(bytes, documents) {
  const reader = new Reader(bytes);
  const numbers = reader.numbers(documents);
  reader.end();
  return numbers;
}

// The day of each document, in days since 1970. They are written as differences, 0 1 -1 2 -2 … being 0 2 1 4 3 ….
export function decodeDays(bytes, documents) {
  return summed(Int32Array.from(decodeNumbers(bytes, documents), (number) => (number >>> 1) ^ -(number & 1)));
}

// The cards of a file.
export function decodeCards(bytes, topics) {
  return readCards(JSON.parse(new TextDecoder().decode(bytes)), topics);
}

function summed(numbers) {
  for (let at = 1; at < numbers.length; at++) numbers[at] += numbers[at - 1];
  return numbers;
}

class Reader {
  #bytes;
  #at = 0;

  constructor(bytes) {
    this.#bytes = bytes;
  }

  text(size) {
    this.#at += size;
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(this.#bytes.subarray(this.#at - size, this.#at));
  }

  numbers(count) {
    const bytes = this.#bytes;
    const numbers = new Uint32Array(count);
    let at = this.#at;
    for (let place = 0; place < count; place++) {
      let byte = bytes[at++];
      let number = byte & 0x7f;
      for (let shift = 7; byte > 0x7f; shift += 7) {
        byte = bytes[at++];
        number |= (byte & 0x7f) << shift;
      }
      numbers[place] = number;
    }
    this.#at = at;
    return numbers;
  }

  end() {
    if (this.#at !== this.#bytes.length) throw new Error(`${this.#bytes.length} bytes where ${this.#at} were expected`);
  }
}
