// What is new since the last visit, told by the newest day that a reader has come by: days come out, clocks are wrong.

import { change, read } from "./store.js";
import { dayOfPage } from "./papers.js";

const VISIT = "visit";
const PAUSE = 1_800_000; // milliseconds without a page after which a visit is another one

// This page belongs to a visit. → the newest day that was seen before it, empty on a first one
export async function visit() {
  const now = Date.now();
  const here = dayOfPage();
  try {
    await change([VISIT], (last = { since: "", newest: "", at: now }) => ({
      since: now - last.at > PAUSE ? last.newest : last.since,
      newest: here > last.newest ? here : last.newest,
      at: now,
    }));
  } catch {
    // There is no room: what is new goes by what was known.
  }
  const [known] = await read([VISIT]);
  return known?.since ?? "";
}

// A day that a page shows without being about it.
export async function seeDay(day) {
  try {
    await change([VISIT], (visit) => visit && { ...visit, newest: day > visit.newest ? day : visit.newest });
  } catch {
    // There is no room: it is new next time, too.
  }
}
