// What a reader keeps, on every page: marks, what is new, and keys.

import { chosenPaper, onKeys, step } from "./keys.js";
import { startMarks, starOf } from "./marks.js";
import { BASE } from "./place.js";
import { visit } from "./visit.js";

export async function start() {
  onKeys({
    j: () => step(1),
    k: () => step(-1),
    o: () => chosenPaper()?.click(),
    s: () => starOf(chosenPaper())?.click(),
    t: () => location.assign(`${BASE}topics/`),
    "?": openHelp,
  });
  document.querySelector("[data-help]")?.addEventListener("click", (event) => {
    event.preventDefault();
    openHelp();
  });
  startMarks(await visit());
}

async function openHelp() {
  const { open } = await import("./help.js");
  open();
}
