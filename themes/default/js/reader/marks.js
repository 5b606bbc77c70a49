// Stars and read marks on the papers of a page, and what may be followed there.

import { say } from "../words.js";
import { paperButtons } from "./buttons.js";
import { dayOf, paperIn } from "./papers.js";
import { nameIn } from "./place.js";
import { followKey, mark, paperKey } from "./records.js";
import { stanceButtons } from "./stances.js";
import { read, watch } from "./store.js";

const shown = new Map(); // key → what shows its record, each a function that says whether it is still there
let since = ""; // days after it are new

export function startMarks(lastSeen) {
  since = lastSeen;
  const main = document.querySelector("main");
  dress(main);
  new MutationObserver(() => dress(main)).observe(main, { childList: true, subtree: true });
  markDays();
  dressPage();
  watch(refresh);
}

// The buttons of the paper that an element belongs to, to be pressed by a key.
export function starOf(element) {
  const part = element?.closest(".card, .paper") ?? document.querySelector(".paper");
  return part?.querySelector(".mark-star") ?? null;
}

function dress(main) {
  const added = main.querySelectorAll(".card:not(.is-marked)");
  const keys = [...added].map(dressCard);
  if (keys.length) refresh(new Set(keys));
}

function dressCard(card) {
  const paper = paperIn(card);
  card.classList.add("is-marked");
  if (!paper) return null;
  const { star, read, more, show } = paperButtons(paper);
  const marks = document.createElement("div");
  marks.className = "card-marks";
  marks.append(star, read, more);
  card.querySelector(".card-title").after(marks);
  const isNew = since !== "" && paper.day > since;
  const word = isNew && document.createElement("span");
  if (word) {
    word.className = "card-new";
    word.textContent = say("is_new");
    marks.append(word);
  }
  follow(paperKey(paper.slug), card, (record) => {
    show(record);
    card.classList.toggle("is-read", Boolean(record?.read));
    if (word) word.hidden = Boolean(record?.read);
  });
  return paperKey(paper.slug);
}

// A paper's own page, a topic's, an organisation's.
function dressPage() {
  const place = document.querySelector("[data-marks]");
  if (!place) return;
  const part = place.closest(".paper");
  if (part) {
    const paper = paperIn(part);
    const { star, read, more, show } = paperButtons(paper, { isWordy: true });
    place.append(star, read, more);
    follow(paperKey(paper.slug), place, show);
    whenSeen(() => mark(paper, { read: Date.now() }));
  } else {
    const kind = place.dataset.marks;
    const id = nameIn(`${kind}s`, location.href);
    const { follow: following, mute, show } = stanceButtons(kind, id, document.querySelector("h1").textContent);
    place.append(following, mute);
    follow(followKey(kind, id), place, show);
  }
  refresh(null);
}

// Earlier days that came out since the last visit.
function markDays() {
  if (!since) return;
  for (const link of document.querySelectorAll(".aside .tally a")) {
    if (nameIn("days", link.href) > since) link.classList.add("is-new");
  }
  const lede = document.querySelector("[data-day] .lede, .page-head:has(h1 time) .lede");
  const count = document.querySelectorAll(".card-new").length;
  if (lede && count && dayOf(lede) > since) lede.textContent = say("new_of", { papers: lede.textContent, count });
}

function whenSeen(then) {
  if (document.visibilityState === "visible") then();
  else document.addEventListener("visibilitychange", then, { once: true });
}

function follow(key, element, show) {
  const showing = (record) => {
    if (!element.isConnected) return false;
    show(record);
    return true;
  };
  shown.set(key, [...(shown.get(key) ?? []), showing]);
}

async function refresh(changed) {
  const keys = [...shown.keys()].filter((key) => !changed || changed.has(key));
  if (!keys.length) return;
  const records = await read(keys);
  keys.forEach((key, at) => {
    const still = shown.get(key).filter((showing) => showing(records[at]));
    if (still.length) shown.set(key, still);
    else shown.delete(key);
  });
}
