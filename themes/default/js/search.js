// The search page: what is in the box, in the address, and below them is always the same query.

import { load } from "./search/engine.js";
import { card } from "./search/results.js";

const AT_A_TIME = 30;
const PAUSE = 120; // milliseconds without a key before the results follow

const page = document.querySelector("[data-search]");
const part = (name) => page.querySelector(`[data-${name}]`);
const [form, box, status, list, more, retry] = ["form", "box", "status", "results", "more", "retry"].map(part);
const href = (address) => page.dataset.base + address;

let engine = null;
let results = [];
let isSettled = true; // the address is one that somebody came to or submitted: the next query gets an entry of its own
let timer = 0;

async function start() {
  retry.hidden = true;
  show();
  try {
    engine = load(window.lunr, await fetched(page.dataset.index));
  } catch (error) {
    console.warn(error);
    say("The search index could not be loaded. Check your connection, then try again.");
    retry.hidden = false;
    return;
  }
  show();
}

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status} ${response.statusText}`);
  return response.json();
}

function show() {
  if (!engine) {
    if (retry.hidden) say(box.value.trim() ? "Loading the index …" : "");
    return;
  }
  const query = box.value;
  results = query.trim() ? engine.search(query) : [];
  list.replaceChildren();
  showMore();
  if (!query.trim()) say("");
  else if (results.length === 0) say(`No paper matches “${query.trim()}”. Try fewer or other words.`);
  else say(results.length === 1 ? "1 paper" : `${results.length} papers`);
}

function showMore() {
  const shown = list.children.length;
  list.append(...results.slice(shown, shown + AT_A_TIME).map((result) => card(result, engine.mark, href)));
  more.hidden = list.children.length >= results.length;
  return list.children[shown];
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
more.addEventListener("click", () => showMore()?.querySelector("a").focus());
// Without lunr.js itself only the whole page can be had again.
retry.addEventListener("click", () => {
  if (!window.lunr) location.reload();
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
