// The search page: what is in the box, in the filters, in the address, and below them is always the same query.

import { NO_FILTERS, addressOf, filtersOf, isNothing, queryIn } from "./search/address.js";
import { open } from "./search/client.js";
import { element } from "./search/dom.js";
import { recentSearches } from "./search/recent.js";
import { card, showExcerpt } from "./search/results.js";
import { say, sayWith } from "./words.js";

const AT_FIRST = 10;
const MORE = 20;
const PAUSE = 50; // milliseconds without a key before the results follow
const SLOW = 400; // before a reader is told to wait
const REST = 300; // before better excerpts are asked for
const STILL = 200; // without a movement before the place on the page is kept

const page = document.querySelector("[data-search]");
const part = (name) => page.querySelector(`[data-${name}]`);
const [form, box, status, spelling] = ["form", "box", "status", "spelling"].map(part);
const [list, more, retry, order, sort] = ["results", "more", "retry", "order", "sort"].map(part);
const { base, index } = page.dataset;
const href = (address) => base + address;
const { title } = document;

const search = open(index);
const recent = recentSearches(base);
let filters = null; // their column, once it was needed
let query = queryIn(location.href);
let answer = null; // the list shows its first results
let turn = 0; // queries so far: only the answer to the last is shown
let isSettled = true; // the address is one that somebody came to or chose: the next query gets an entry of its own
let tryAgain = show;
const timers = { typing: 0, waiting: 0, still: 0 };

// A query becomes another, and stands in the address. What is typed makes one entry of the history, until it is sent;
// what is chosen makes one each time.

function follow() {
  clearTimeout(timers.typing);
  if (box.value !== query.text) query = { ...query, text: box.value };
  keepInAddress();
  return show();
}

function choose(changes) {
  clearTimeout(timers.typing);
  query = { ...query, text: box.value, ...changes };
  isSettled = true;
  keepInAddress();
  isSettled = true;
  const above = part("found").getBoundingClientRect().top < 0;
  return show({ top: above ? part("found").offsetTop : null });
}

function change(kind, value, isChosen) {
  const others = query.filters[kind].filter((other) => other !== value);
  choose({ filters: { ...query.filters, [kind]: isChosen ? [...others, value] : others } });
}

function keepInAddress() {
  const address = addressOf(query, location.href);
  if (address === location.href) return;
  if (isSettled) keepPlace();
  remember(isSettled ? "pushState" : "replaceState", null, address);
  isSettled = false;
}

function comeFromAddress() {
  Object.values(timers).forEach(clearTimeout);
  query = queryIn(location.href);
  box.value = query.text;
  isSettled = true;
  const { shown = AT_FIRST, top = 0 } = history.state ?? {};
  return show({ count: shown, top });
}

// How many results were shown, and how far down the page, stays with its entry in the history.
function keepPlace() {
  clearTimeout(timers.still);
  remember("replaceState", { shown: Math.max(list.children.length, AT_FIRST), top: Math.round(scrollY) });
}

function remember(how, state, address) {
  try {
    history[how](state, "", address);
  } catch {
    // Some browsers take a hundred changes in half a minute, and no more.
  }
}

// The answer to the query follows.

async function show({ count = AT_FIRST, top = null } = {}) {
  const now = ++turn;
  clearTimeout(timers.waiting);
  sort.value = query.sort;
  document.title = query.text.trim() ? `${query.text.trim()} · ${title}` : title;
  if (isNothing(query)) {
    clear();
    tell("");
    return;
  }
  timers.waiting = setTimeout(tellToWait, SLOW);
  try {
    const [found] = await Promise.all([search.ask(query), filtersOf(query).length && loadFilters()]);
    const cards = await found.cards(0, count);
    if (now !== turn) return;
    answer = found;
    draw(cards);
    if (top !== null) scrollTo(0, top);
  } catch (error) {
    if (now !== turn || error.isOvertaken) return;
    clear();
    fail(error, () => show({ count, top }));
    return;
  }
  refine(now);
}

// What comes a little later: how many papers each filter would leave, and excerpts around the words that matched.
async function refine(now) {
  try {
    const [facets] = await Promise.all([answer.facets(), loadFilters()]);
    if (now === turn) filters.draw(facets, query, answer.count);
    await showExcerpts(now, 0);
  } catch (error) {
    if (!error.isOvertaken) console.warn(error);
  }
}

async function loadFilters() {
  const { makeFilters } = await import("./search/filters.js");
  filters ??= makeFilters(page, { change, clear: () => choose({ filters: NO_FILTERS }) });
}

async function showExcerpts(now, start) {
  await new Promise((resolve) => setTimeout(resolve, REST));
  if (now !== turn) return;
  const excerpts = await answer.excerpts(start, list.children.length);
  if (now !== turn) return;
  excerpts.forEach((excerpt, at) => excerpt && showExcerpt(list.children[start + at], excerpt));
}

async function showMore() {
  const [now, shown] = [turn, list.children.length];
  try {
    const cards = await answer.cards(shown, shown + MORE);
    if (now !== turn || list.children.length !== shown) return;
    append(cards);
  } catch (error) {
    if (now === turn && !error.isOvertaken) fail(error, showMore);
    return;
  }
  retry.hidden = true;
  tellHowMany();
  list.children[shown]?.querySelector("a").focus();
  keepPlace();
  showExcerpts(now, shown).catch(console.warn);
}

// On the page

function draw(cards) {
  clearTimeout(timers.waiting);
  retry.hidden = true;
  list.removeAttribute("aria-busy");
  list.replaceChildren();
  append(cards);
  tellHowMany();
  tellSpelling();
  order.hidden = answer.count < 2;
  part("filters").hidden = answer.count === 0 && filtersOf(query).length === 0;
  filters?.drawChosen(query);
}

function append(cards) {
  filters?.learn(cards);
  list.append(...cards.map((paper) => card(paper, href)));
  more.hidden = list.children.length >= answer.count;
}

function clear() {
  clearTimeout(timers.waiting);
  answer = null;
  list.replaceChildren();
  list.removeAttribute("aria-busy");
  spelling.replaceChildren();
  filters?.drawChosen(query);
  for (const one of [more, retry, order, part("filters")]) one.hidden = true;
}

function tellHowMany() {
  const { count, isAtLeast } = answer;
  if (count) tell(say(isAtLeast ? "papersAtLeast" : "papers", { count }));
  else if (filtersOf(query).length) tell(say("noPaperLeft"));
  else tell(say("noPaper", { text: query.text.trim() }));
}

function tellSpelling() {
  const { spelling: other } = answer;
  if (!other) {
    spelling.replaceChildren();
    return;
  }
  const link = element("a", { href: addressOf({ ...query, text: other.text }, location.href) }, other.text);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    box.value = other.text;
    box.focus();
    choose({});
  });
  spelling.replaceChildren(
    ...sayWith(other.isApplied ? "corrected" : "didYouMean", { text: link, typed: query.text.trim() }),
  );
}

function tellToWait() {
  list.setAttribute("aria-busy", "true");
  if (!list.children.length) tell(say("searching"));
}

function fail(error, again) {
  console.warn(error);
  clearTimeout(timers.waiting);
  tell(say("failed"));
  tryAgain = again;
  retry.hidden = false;
}

function tell(text) {
  if (status.textContent !== text) status.textContent = text;
}

box.addEventListener("input", () => {
  clearTimeout(timers.typing);
  timers.typing = setTimeout(follow, PAUSE);
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const followed = follow();
  isSettled = true;
  recent.add(query.text);
  const { text } = query;
  await followed;
  if (answer?.opens && query.text === text) location.assign(href(answer.opens));
});
sort.addEventListener("change", () => choose({ sort: sort.value }));
more.addEventListener("click", showMore);
retry.addEventListener("click", () => {
  box.focus(); // the button goes
  tryAgain();
});
addEventListener("online", () => retry.hidden || tryAgain());
list.addEventListener("click", ({ target }) => {
  if (!target.closest("a")) return;
  keepPlace();
  recent.add(query.text);
});
addEventListener("scroll", () => {
  clearTimeout(timers.still);
  timers.still = setTimeout(keepPlace, STILL);
});
addEventListener("popstate", comeFromAddress);

history.scrollRestoration = "manual";
form.hidden = false;
comeFromAddress();
