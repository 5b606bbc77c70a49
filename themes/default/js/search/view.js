// What the search page shows: the results, how many there are, and what else there is to say of them.

import { say, sayWith } from "../later.js";
import { addressOf, filtersOf } from "./address.js";
import { element } from "./dom.js";
import { card, showExcerpt } from "./results.js";

// `correct(text)` is called where the text that was meant is chosen.
export function makeView(page, { base, correct }) {
  const part = (name) => page.querySelector(`[data-${name}]`);
  const [status, spelling, list, more] = ["status", "spelling", "results", "more"].map(part);
  const [retry, order, filters] = ["retry", "order", "filters"].map(part);
  const href = (address) => base + address;

  // The first results of an answer.
  function draw(query, answer, cards) {
    list.removeAttribute("aria-busy");
    list.replaceChildren();
    tellSpelling(query, answer.spelling);
    order.hidden = answer.count < 2;
    filters.hidden = answer.count === 0 && filtersOf(query).length === 0;
    append(query, answer, cards);
  }

  function append(query, answer, cards) {
    retry.hidden = true;
    list.append(...cards.map((paper) => card(paper, href)));
    more.hidden = !answer.isAtLeast && list.children.length >= answer.count;
    tell(howMany(query, answer));
  }

  function howMany(query, answer) {
    const { count, isAtLeast, isVague } = answer;
    if (count) return say(isAtLeast ? "papers_at_least" : "papers", { count });
    if (isVague) return say("type_on");
    if (isAtLeast) return say("none_yet");
    return filtersOf(query).length ? say("no_paper_left") : say("no_paper", { text: query.text.trim() });
  }

  function tellSpelling(query, meant) {
    if (!meant) {
      spelling.replaceChildren();
      return;
    }
    const link = element("a", { href: addressOf({ ...query, text: meant.text }, location.href) }, meant.text.trim());
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      correct(meant.text);
    });
    spelling.replaceChildren(
      ...sayWith(meant.isApplied ? "corrected" : "did_you_mean", { text: link, typed: query.text.trim() }),
    );
  }

  function clear() {
    list.removeAttribute("aria-busy");
    list.replaceChildren();
    spelling.replaceChildren();
    for (const one of [more, retry, order, filters]) one.hidden = true;
    tell("");
  }

  function wait() {
    list.setAttribute("aria-busy", "true");
    if (!list.children.length) tell(say("searching"));
  }

  function fail() {
    tell(say("failed"));
    retry.hidden = false;
  }

  function tell(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  return {
    draw,
    append,
    clear,
    wait,
    fail,
    get shown() {
      return list.children.length;
    },
    exchange: (at, excerpt) => showExcerpt(list.children[at], excerpt),
    focus: (at) => list.children[at]?.querySelector("a").focus(),
  };
}
