// What a reader shares: an address whose fragment holds it, which no browser sends to a server.
//
//   /for-you/#share=<version>.<JSON, deflated, in base64url>, the JSON being a list of records without notes, tags and times

import { recordsIn } from "./file.js";
import { FOLLOW, NO_MARKS, PAPER } from "./records.js";
import { readAll } from "./store.js";

const START = "#share=1.";
const MOST_BYTES = 1_000_000; // unpacked

// The address of everything that is followed or muted, or of all starred papers; empty where there is nothing.
export async function addressOf(what) {
  const all = await readAll(what === "follows" ? FOLLOW : PAPER);
  const records = what === "follows" ? all.map(follow) : all.filter(({ star }) => star).map(paper);
  if (!records.length) return "";
  const packed = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(JSON.stringify(records)));
  return location.origin + location.pathname + START + toBase64(packed);
}

const follow = ({ key, title, stance }) => ({ key, title, stance, at: 0 }); // what somebody chose for themselves stays
const paper = ({ key, title, day, topics, organization }) => ({ key, title, day, topics, organization });

export const isShared = (fragment) => fragment.startsWith("#share=");

// The records in a fragment, as new ones. An error where it is damaged.
export async function sharedIn(fragment) {
  if (!fragment.startsWith(START)) throw new Error("another version");
  const bytes = await through(new DecompressionStream("deflate-raw"), fromBase64(fragment.slice(START.length)));
  const records = JSON.parse(new TextDecoder().decode(bytes));
  const starred = records.map((record) => (isPaper(record) ? { ...record, star: Date.now() } : record));
  // As strict as with a file.
  return recordsIn(JSON.stringify({ format: "sitegen reader", version: 1, records: starred })).map((record) =>
    isPaper(record) ? { ...record, ...NO_MARKS, star: record.star } : record,
  );
}

const isPaper = ({ key }) => String(key).startsWith(PAPER);

async function through(transform, bytes) {
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  const pieces = [];
  let size = 0;
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    size += value.length;
    if (size > MOST_BYTES) throw new Error("more than anybody shares");
    pieces.push(value);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function toBase64(bytes) {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/u, "");
}

function fromBase64(text) {
  const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}
