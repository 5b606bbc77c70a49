// What records there are, and how they change. All times are milliseconds since 1970; 0 is never.
//
//   paper:<slug>          { title, day, topics, organization, star, read, note, tags }
//   follow:topic:<slug>   { title, stance, at }, and so for `organization` and `word`; stance: "follow" or "mute"
//   visit                 { since, newest, at }, see visit.js
//
// A paper's facts are kept with it, so that a list of papers needs nothing from the site.

import { change, isKept } from "./store.js";

export const PAPER = "paper:";
export const FOLLOW = "follow:";
export const paperKey = (slug) => PAPER + slug;
export const followKey = (kind, id) => `${FOLLOW}${kind}:${id}`;

export const NO_MARKS = { star: 0, read: 0, note: "", tags: [] };

// `paper`: { slug, title, day, topics: [{ id, title }], organization: { id, title } or null }; `changes`: some of NO_MARKS.
export function mark({ slug, ...facts }, changes) {
  return attempt(
    change([paperKey(slug)], (before) => {
      const record = { ...NO_MARKS, ...before, ...facts, ...changes };
      return record.star || record.read || record.note || record.tags.length ? record : null;
    }),
  );
}

// `stance` is null for neither.
export function take(stance, kind, id, title) {
  return attempt(change([followKey(kind, id)], () => stance && { title, stance, at: Date.now() }));
}

let isWarned = false;

// Whether it is kept and all is well; a reader is told if it is not.
async function attempt(changed) {
  try {
    await changed;
    if (!isWarned && !(await isKept())) {
      isWarned = true;
      (await import("./trouble.js")).tellKeptNowhere();
      return false;
    }
    return true;
  } catch (error) {
    console.warn(error);
    (await import("./trouble.js")).tellNotKept();
    return false;
  }
}
