// The search page: what is in the box, in the address, and below them is always the same query.

import { open } from "./search/client.js";
import { card } from "./search/results.js";

const AT_A_TIME = 30;
const PAUSE = 120; // milliseconds without a key before the results follow

const page = document.querySelector("[data-search]");
const part = (name) => page.querySelector(`[data-${name}]`);
const [form, box, status, list, more, retry] = ["form", "box", "status", "results", "more", "retry"].map(part);
const href = (address) => page.dataset.base + address;

let engine = null;
let found = null; // what the list shows, and for which words
let words = "";
let asked = 0; // queries so far: only the answer to the last is shown
let isSettled = true; // the address is one that somebody came to or submitted: the next query gets an entry of its own
let timer = 0;

async function start() {
  retry.hidden = true;
  sayLoading();
  try {
    engine ??= open(page.dataset.index);
  } catch (error) {
    fail(error);
    return;
  }
  await show();
}

async function show() {
  if (!engine) {
    if (retry.hidden) sayLoading();
    return;
  }
  const turn = ++asked;
  const query = box.value.trim();
  try {
    const answer = query ? await engine.ask({ text: box.value }) : { count: 0, cards: () => [] };
    const cards = await answer.cards(0, AT_A_TIME);
    if (turn !== asked) return;
    [found, words] = [answer, query];
    list.replaceChildren();
    append(cards);
  } catch (error) {
    if (turn !== asked) return;
    list.replaceChildren();
    more.hidden = true;
    fail(error);
    return;
  }
  sayHowMany();
}

async function showMore() {
  const [turn, shown] = [asked, list.children.length];
  try {
    const cards = await found.cards(shown, shown + AT_A_TIME);
    if (turn !== asked || list.children.length !== shown) return;
    append(cards);
  } catch (error) {
    if (turn === asked) fail(error);
    return;
  }
  sayHowMany();
  list.children[shown]?.querySelector("a").focus();
}

function sayHowMany() {
  retry.hidden = true;
  if (!words) say("");
  else if (found.count === 0) say(`No paper matches “${words}”. Try fewer or other words.`);
  else say(found.count === 1 ? "1 paper" : `${found.count} papers`);
}

function append(results) {
  list.append(...results.map((result) => card(result, href)));
  more.hidden = list.children.length >= found.count;
}

function sayLoading() {
  say(box.value.trim() ? "Loading the index …" : "");
}

function fail(error) {
  console.warn(error);
  say("The search index could not be loaded. Check your connection, then try again.");
  retry.hidden = false;
}

function say(text) {
  status.textContent = text;
}

function keepInAddress() {
  const address = new URL(location.href);
  if ((address.searchParams.get("q") ?? "") === box.value) return;
  if (box.value.trim()) address.searchParams.set("q", box.value);
  else address.searchParams.delete("q");
  if (address.href === location.href) return;
  history[isSettled ? "pushState" : "replaceState"](null, "", address);
  isSettled = false;
}

function follow() {
  clearTimeout(timer);
  keepInAddress();
  show();
}

function readAddress() {
  clearTimeout(timer);
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  isSettled = true;
}

box.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(follow, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  follow();
  isSettled = true;
});
more.addEventListener("click", showMore);
retry.addEventListener("click", () => {
  box.focus(); // the button goes
  start();
});
window.addEventListener("popstate", () => {
  readAddress();
  show();
});

readAddress();
form.hidden = false;
start();
