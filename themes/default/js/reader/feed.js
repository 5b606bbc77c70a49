// The days of a reader's own digest: files of the site, looked through here.

import { card } from "../search/results.js";
import { readCards } from "../search/cards.js";
import { element } from "../search/dom.js";
import { say, sayDay } from "../later.js";
import { BASE } from "./place.js";
import { FOLLOW, PAPER } from "./records.js";
import { makeScore } from "./score.js";
import { readAll, watch } from "./store.js";
import { seeDay } from "./visit.js";

const ENOUGH = 12; // papers to show before a reader asks for more
const MOST = 7; // days to look through for them

const WHY = {
  followed: (titles) => say("because_followed", { titles }),
  words: (titles) => say("because_word", { titles }),
  alike: (titles) => say("because_alike", { titles }),
};

const href = (address) => BASE + address;

// `topics`: [[slug, title], …]
export function makeFeed(view, topics) {
  const part = (name) => view.querySelector(`[data-${name}]`);
  const heading = document.querySelector("h1");
  const [status, days, earlier, pick, retry] = ["status", "days", "earlier", "pick", "retry"].map(part);
  const files = new Map(); // day → promise of its papers
  let dates = null; // all there are, the newest first
  let next = 0; // of them, the first that is not shown
  let turn = 0; // only what was asked last is shown
  let score = null;

  // Shows at least as many days as were shown.
  async function begin() {
    const now = ++turn;
    const atLeast = next;
    const [follows, papers] = await Promise.all([readAll(FOLLOW), readAll(PAPER)]);
    const starred = papers.filter(({ star }) => star);
    if (now !== turn) return;
    score = makeScore(follows, starred);
    days.replaceChildren();
    next = 0;
    const isSomething = starred.length > 0 || follows.some(({ stance }) => stance === "follow");
    if (!isSomething) pick.hidden = false; // and it stays while a reader picks
    earlier.hidden = true;
    if (isSomething) await showMore({ now, atLeast });
    else tell("");
  }

  async function showMore({ now = turn, atLeast = 0 } = {}) {
    earlier.disabled = true;
    retry.hidden = true;
    try {
      if (!dates) {
        dates = datesIn(await load("days.json"));
        if (dates.length) seeDay(dates[0]);
      }
      let shown = 0;
      for (let looked = 0; next < dates.length; looked++) {
        if (next >= atLeast && (looked >= MOST || shown >= ENOUGH)) break;
        const papers = await papersOf(dates[next]);
        if (now !== turn) return;
        shown += showDay(dates[next++], papers);
      }
    } catch (error) {
      if (now !== turn) return;
      console.warn(error);
      tell(say("days_failed"));
      retry.hidden = false;
      return;
    } finally {
      if (now === turn) earlier.disabled = false;
    }
    earlier.hidden = next >= dates.length;
    const isAny = days.querySelector(".card") !== null;
    tell(dates.length === 0 || isAny ? "" : say("nothing_for_you", { day: sayDay(dates[next - 1]) }));
  }

  function papersOf(date) {
    if (!files.has(date)) {
      const papers = load(`for-you/${date}.json`).then((values) => readCards(values, topics));
      papers.catch(() => files.delete(date));
      files.set(date, papers);
    }
    return files.get(date);
  }

  // → how many papers of it are for the reader
  function showDay(date, papers) {
    const chosen = papers.map((paper) => ({ paper, ...score(paper) })).filter(({ reasons }) => reasons);
    if (!chosen.length) return 0;
    chosen.sort((one, other) => other.score - one.score);
    const link = element("a", { href: href(`days/${date}/`) }, element("time", { datetime: date }, sayDay(date)));
    const count = say("of_day", { count: papers.length, chosen: chosen.length });
    const heading = element("h2", {}, link, " ", element("span", { class: "quiet" }, count));
    const cards = element("ol", { class: "cards" }, ...chosen.map(toCard));
    days.append(element("section", { class: "own-day", "data-day": date }, heading, cards));
    return chosen.length;
  }

  function tell(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  earlier.addEventListener("click", async () => {
    const before = days.children.length;
    await showMore();
    days.children[before]?.querySelector("a").focus();
  });
  retry.addEventListener("click", () => showMore());
  // A paper that was starred just now stays where it is, and so does all around it; what is followed changes all.
  watch((changed) => {
    if (!changed || [...changed].some((key) => key.startsWith(FOLLOW))) onceNoDialogIsOpen(anew);
  });

  async function anew() {
    const focused = view.contains(document.activeElement) && document.activeElement.closest(".card");
    const address = focused && focused.querySelector("a").href;
    await begin();
    if (focused) [...days.querySelectorAll(".card-title a"), heading].find((one) => one === heading || one.href === address).focus();
  }

  return begin();
}

function onceNoDialogIsOpen(then) {
  const dialog = document.querySelector("dialog[open]");
  if (dialog) dialog.addEventListener("close", () => setTimeout(then), { once: true });
  else then();
}

function toCard({ paper, reasons }) {
  const pieces = (text) => (text ? [[text, false]] : []);
  const made = card({ ...paper, day: null, title: pieces(paper.title), excerpt: pieces(paper.excerpt) }, href);
  const lines = reasons
    .filter(([, titles]) => titles.length)
    .map(([why, titles]) => element("li", {}, WHY[why](titles.join(say("comma")))));
  made.querySelector("article").append(element("ul", { class: "reasons" }, ...lines));
  return made;
}

// Of { "2025-10": { "30": 86 } }, the newest first.
function datesIn(months) {
  const dates = Object.entries(months).flatMap(([month, days]) => {
    return Object.keys(days).map((day) => `${month}-${day.padStart(2, "0")}`);
  });
  return dates.sort().reverse();
}

async function load(address) {
  const response = await fetch(href(address));
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}
