// Whatever papers a reader has starred, here or in another tab, are kept for reading without a network.

import { PAPER } from "../reader/records.js";
import { readAll, watch } from "../reader/store.js";
import { keepStarred } from "./keep.js";

export async function followStars() {
  watch((changed) => (!changed || [...changed].some((key) => key.startsWith(PAPER))) && keepAll());
  await keepAll();
}

async function keepAll() {
  const starred = (await readAll(PAPER)).filter(({ star }) => star);
  await keepStarred(starred.map(({ key }) => `papers/${key.slice(PAPER.length)}/`));
}
