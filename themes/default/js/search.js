// The search page: what is in the box, in the filters, in the address, and below them is always the same query.

import { NO_FILTERS, addressOf, filtersOf, isNothing, queryIn } from "./search/address.js";
import { open } from "./search/client.js";
import { recentSearches } from "./search/recent.js";
import { makeView } from "./search/view.js";

const AT_FIRST = 10; // results
const MORE = 20;
const PAUSE = 50; // milliseconds without a key before the results follow
const SLOW = 400; // before a reader is told to wait
const REST = 300; // before better excerpts are asked for
const STILL = 200; // without a movement before the place on the page is kept

const page = document.querySelector("[data-search]");
const part = (name) => page.querySelector(`[data-${name}]`);
const [form, box, results, sort, more, retry] = ["form", "box", "results", "sort", "more", "retry"].map(part);
const { base, index } = page.dataset;
const { title } = document;

const search = open(index);
const recent = recentSearches(base);
const view = makeView(page, { base, correct });
let filters = null; // their column, once it was needed
let query = queryIn(location.href);
let answer = null; // of which the page shows the first results
let turn = 0; // queries so far: only the answer to the last is shown
let isSettled = true; // the address is one that somebody came to or chose: the next query gets an entry of its own
let tryAgain = show;
const timers = { typing: 0, waiting: 0, still: 0 };

// A query becomes another, and stands in the address. What is typed makes one entry of the history, until it is sent;
// what is chosen makes one each time.

function follow() {
  clearTimeout(timers.typing);
  query = { ...query, text: box.value };
  keepInAddress();
  return show();
}

function choose(changes) {
  clearTimeout(timers.typing);
  query = { ...query, text: box.value, ...changes };
  isSettled = true;
  keepInAddress();
  isSettled = true;
  const found = part("found");
  return show({ top: found.getBoundingClientRect().top < 0 ? found.offsetTop : null });
}

function change(kind, value, isChosen) {
  const others = query.filters[kind].filter((other) => other !== value);
  return choose({ filters: { ...query.filters, [kind]: isChosen ? [...others, value] : others } });
}

function correct(text) {
  box.value = text;
  box.focus();
  return choose({ text });
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
  remember("replaceState", { shown: Math.max(view.shown, AT_FIRST), top: Math.round(scrollY) });
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
    return;
  }
  timers.waiting = setTimeout(view.wait, SLOW);
  try {
    const [found] = await Promise.all([search.ask(query), filtersOf(query).length && loadFilters()]);
    const cards = await found.cards(0, count);
    if (now !== turn) return;
    clearTimeout(timers.waiting);
    answer = found;
    filters?.learn(cards);
    filters?.drawChosen(query);
    view.draw(query, answer, cards);
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
  const excerpts = await answer.excerpts(start, view.shown);
  if (now !== turn) return;
  excerpts.forEach((excerpt, at) => excerpt && view.exchange(start + at, excerpt));
}

async function showMore() {
  const [now, { shown }] = [turn, view];
  try {
    const cards = await answer.cards(shown, shown + MORE);
    if (now !== turn || view.shown !== shown) return;
    view.append(query, answer, cards);
  } catch (error) {
    if (now === turn && !error.isOvertaken) fail(error, showMore);
    return;
  }
  view.focus(shown);
  keepPlace();
  showExcerpts(now, shown).catch(console.warn);
}

function clear() {
  clearTimeout(timers.waiting);
  answer = null;
  view.clear();
  filters?.drawChosen(query);
}

function fail(error, again) {
  console.warn(error);
  tryAgain = again;
  view.fail();
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
  if (answer?.opens && query.text === text) location.assign(base + answer.opens);
});
box.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" || event.isComposing || !view.shown) return;
  event.preventDefault();
  view.focus(0);
});
part("past-filters").addEventListener("click", () => view.focus(0));
sort.addEventListener("change", () => choose({ sort: sort.value }));
more.addEventListener("click", showMore);
retry.addEventListener("click", () => {
  box.focus(); // the button goes
  tryAgain();
});
addEventListener("online", () => retry.hidden || tryAgain());
results.addEventListener("click", ({ target }) => {
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
view.clear();
comeFromAddress();
