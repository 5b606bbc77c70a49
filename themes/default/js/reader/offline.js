// What is starred can be read without a network, where the site allows it.

import { keepStarred } from "../offline/keep.js";
import { PAPER } from "./records.js";
import { readAll } from "./store.js";

export async function keepOffline() {
  const papers = await readAll(PAPER);
  keepStarred(papers.filter(({ star }) => star).map(({ key }) => `papers/${key.slice(PAPER.length)}/`));
}
