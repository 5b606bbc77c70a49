// The files of the search: the directory, and what it names, each fetched when it is first wanted and kept.
// sitegen/searchindex/files.py writes them and tells their format.

const FORMAT = 2;

// A file could not be had.
export class Unreachable extends Error {
  isNetwork = true;
}

// A file that the directory names is not there: the site has been published anew since the directory was read.
export class Gone extends Unreachable {}

export async function readDirectory(address, options) {
  const response = await fetched(address, options);
  if (!response.ok) throw new Unreachable(`${address}: ${response.status}`);
  const directory = await response.json().catch((error) => {
    throw new Unreachable(`${address}: ${error}`); // some hosts answer everything with a page
  });
  if (directory.format !== FORMAT) throw new Unreachable(`${address}: format ${directory.format}, not ${FORMAT}`);
  return directory;
}

export class Files {
  #folder;
  #kept = new Map(); // name → content
  #coming = new Map(); // name → promise
  #wanted = new Map(); // name → what makes the content of the bytes

  constructor(folder) {
    this.#folder = folder;
  }

  // A file's content, or undefined where it is not there yet: then it is wanted.
  get(name, decode) {
    if (!this.#kept.has(name)) this.#wanted.set(name, decode);
    return this.#kept.get(name);
  }

  // The same, but it is not wanted.
  peek(name) {
    return this.#kept.get(name);
  }

  get isComplete() {
    return this.#wanted.size === 0;
  }

  async fetchWanted() {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    await Promise.all(wanted.map(([name, decode]) => this.#fetched(name, decode)));
  }

  #fetched(name, decode) {
    const coming = this.#coming.get(name) ?? this.#fetch(name, decode).finally(() => this.#coming.delete(name));
    this.#coming.set(name, coming);
    return coming;
  }

  async #fetch(name, decode) {
    const response = await fetched(new URL(name, this.#folder));
    if (!response.ok) throw new Gone(`${name}: ${response.status}`);
    const bytes = await read(response);
    try {
      this.#kept.set(name, decode(await unzipped(bytes)));
    } catch (error) {
      // Some hosts answer everything with a page.
      throw new Gone(`${name}: ${error}`);
    }
  }
}

async function fetched(address, options) {
  return fetch(address, options).catch((error) => {
    throw new Unreachable(`${address}: ${error}`);
  });
}

async function read(response) {
  const bytes = await response.arrayBuffer().catch((error) => {
    throw new Unreachable(`${response.url}: ${error}`); // the connection broke off
  });
  return new Uint8Array(bytes);
}

// Some hosts have the browser open what ends in .gz.
async function unzipped(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
