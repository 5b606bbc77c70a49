// A result as the card that lists of papers show.

import { sayDay, say, sayWith } from "../later.js";
import { element, list, marked } from "./dom.js";

export function card(paper, href) {
  const title = element("h2", { class: "card-title" }, element("a", { href: href(paper.address) }, ...marked(paper.title)));
  const parts = [title];
  if (paper.excerpt.length) parts.push(element("p", { class: "card-excerpt" }, ...marked(paper.excerpt)));
  parts.push(list("card-facts", facts(paper, href)));
  if (paper.topics.length) {
    const chips = list("chips", paper.topics.map((topic) => [link(topic, href, "chip")]));
    chips.setAttribute("aria-label", say("topics"));
    parts.push(chips);
  }
  return element("li", { class: "card" }, element("article", {}, ...parts));
}

function facts(paper, href) {
  const day = paper.day && element("a", { href: href(paper.day.address) }, time(paper.day.date));
  return [
    paper.organization && [link(paper.organization, href)],
    authors(paper),
    paper.published && [time(paper.published)],
    paper.comments && [say("comments", { count: paper.comments })],
    paper.upvotes && [say("upvotes", { count: paper.upvotes })],
    day && sayWith("in_digest", { day }),
  ].filter(Boolean);
}

function authors({ authors: first, authorsCount: count }) {
  if (!first.length) return count && [say("authors", { count })];
  const names = first.join(say("comma"));
  return [count > first.length ? say("more_authors", { names, count: count - first.length }) : names];
}

function link({ address, title }, href, className) {
  return element("a", { href: href(address), class: className }, title);
}

function time(date) {
  return element("time", { datetime: date }, sayDay(date));
}

// Another excerpt in as many lines as the first took, so that nothing below it moves.
export function showExcerpt(item, pieces) {
  const text = item.querySelector(".card-excerpt");
  if (!text) return;
  const { lineHeight, fontSize } = getComputedStyle(text);
  const lines = Math.max(1, Math.round(text.clientHeight / parseFloat(lineHeight)));
  const room = (lines * text.clientWidth) / (parseFloat(fontSize) / 2); // letters, about
  text.style.setProperty("--lines", lines);
  text.classList.add("is-exchanged");
  text.replaceChildren(...marked(led(pieces, room / 3)));
}

// So that the first match does not lie beyond the last line.
function led(pieces, most) {
  const first = pieces.findIndex(([, isMatch]) => isMatch);
  const lead = pieces.slice(0, Math.max(first, 0)).map(([words]) => words).join("");
  if (lead.length <= most) return pieces;
  const start = lead.indexOf(" ", lead.length - most) + 1;
  return [[`… ${start ? lead.slice(start) : ""}`, false], ...pieces.slice(first)];
}
