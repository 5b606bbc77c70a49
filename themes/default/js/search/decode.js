// From the bytes of a file to what they say; an error where they say something else. Numbers are varints (LEB128).

export function decodeShard(bytes, fields) {
  const reader = new Reader(bytes);
  const [size] = reader.numbers(1);
  const terms = size ? reader.text(size).split("\n") : [];
  const counts = reader.numbers(terms.length * fields);
  const starts = new Uint32Array(counts.length + 1); // of the postings of each term and field
  counts.forEach((count, at) => (starts[at + 1] = starts[at] + count));
  const documents = reader.numbers(starts[counts.length]);
  const frequencies = reader.numbers(starts[counts.length]);
  reader.end();
  for (let list = 0; list < counts.length; list++) {
    for (let at = starts[list] + 1; at < starts[list + 1]; at++) documents[at] += documents[at - 1];
  }
  return { terms, starts, documents, frequencies };
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
  if (bytes.length !== 4 * documents) throw new Error(`${bytes.length} bytes for ${documents} documents`);
  const lengths = new Uint32Array(documents);
  bytes.forEach((byte, at) => (lengths[at % documents] |= byte << (8 * Math.floor(at / documents))));
  return lengths;
}

export function decodeCards(bytes) {
  return JSON.parse(new TextDecoder().decode(bytes));
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
