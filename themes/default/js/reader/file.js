// A reader's records as one file of JSON, and back: what is in the file and what is here become one, nothing is lost.
//
//   { "format": "sitegen reader", "version": 1, "records": [{ "key": …, … }, …] }, the records as in records.js

import { FOLLOW, NO_MARKS, PAPER } from "./records.js";
import { change, readAll } from "./store.js";
import { differing } from "./tags.js";

const FORMAT = "sitegen reader";
const VERSION = 1;

export async function fileOfAll() {
  const records = [...(await readAll(PAPER)), ...(await readAll(FOLLOW))];
  return JSON.stringify({ format: FORMAT, version: VERSION, records }, null, 1);
}

// A file that cannot be taken: `reason` is one of noJson, other, version and damaged, `at` the place of the record that is wrong.
export class WrongFileError extends Error {
  constructor(reason, at = 0) {
    super(`${reason} ${at}`);
    Object.assign(this, { reason, at });
  }
}

// The records that a file's text holds. WrongFileError where it is none of these files, or damaged.
export function recordsIn(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new WrongFileError("noJson");
  }
  if (file?.format !== FORMAT || !Array.isArray(file.records)) throw new WrongFileError("other");
  if (file.version !== VERSION) throw new WrongFileError("version");
  return file.records.map((record, at) => {
    const clean = cleaned(record);
    if (!clean) throw new WrongFileError("damaged", at + 1);
    return clean;
  });
}

// All of them and all that is here, joined. → how many papers and how many follows they were
export async function takeIn(records) {
  const byKey = new Map();
  for (const record of records) byKey.set(record.key, joined(byKey.get(record.key), record));
  await change([...byKey.keys()], (here, key) => joined(here, byKey.get(key)));
  const keys = [...byKey.keys()];
  return {
    papers: keys.filter((key) => key.startsWith(PAPER)).length,
    follows: keys.filter((key) => key.startsWith(FOLLOW)).length,
  };
}

// Two records of one key. Whichever way round, and however often, it comes to as much.
export function joined(here, other) {
  if (!here) return other;
  if (other.key.startsWith(FOLLOW)) return other.at > here.at ? other : here;
  const later = Math.max(other.star, other.read) > Math.max(here.star, here.read) ? other : here;
  return {
    ...later,
    star: Math.min(here.star || other.star, other.star || here.star),
    read: Math.max(here.read, other.read),
    note: bothNotes(here.note, other.note),
    tags: differing([...here.tags, ...other.tags]),
  };
}

function bothNotes(one, other) {
  if (one.includes(other)) return one;
  if (other.includes(one)) return other;
  return `${one}\n\n${other}`;
}

// A record with what belongs into it and nothing else; null where something of it is no such thing.
function cleaned(record) {
  if (typeof record?.key !== "string" || !isText(record.title)) return null;
  const { key, title } = record;
  if (/^follow:(?:topic|organization|word):./su.test(key)) {
    const { stance, at } = record;
    return ["follow", "mute"].includes(stance) && isTime(at) ? { key, title, stance, at } : null;
  }
  if (!key.startsWith(PAPER) || !isPart(key.slice(PAPER.length))) return null;
  const { day = "", topics = [], organization = null, star, read, note, tags } = { ...NO_MARKS, ...record };
  const isRight =
    (day === "" || /^\d{4}-\d\d-\d\d$/u.test(day)) &&
    (Array.isArray(topics) && topics.every(isNamed)) &&
    (organization === null || isNamed(organization)) &&
    (isTime(star) && isTime(read) && typeof note === "string") &&
    (Array.isArray(tags) && tags.every(isText));
  return isRight ? { key, title, day, topics, organization, star, read, note, tags } : null;
}

const isText = (value) => typeof value === "string" && value.trim() !== "";
const isTime = (value) => Number.isFinite(value) && value >= 0;
const isNamed = (value) => isPart(value?.id) && isText(value?.title);
// Of an address, as the site makes them: it leads nowhere else.
const isPart = (value) => isText(value) && /^(?!\.+$)[\w.~-]+$/u.test(value);
