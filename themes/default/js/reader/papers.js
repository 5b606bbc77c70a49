// The papers that a page shows, as its elements tell of them.

import { nameIn } from "./place.js";

// Of a card, or of a paper's own page; null where it is neither.
export function paperIn(part) {
  const link = part.querySelector(".card-title a");
  const slug = nameIn("papers", link?.href ?? location.href);
  if (!slug) return null;
  const organizations = named("organizations", part.querySelectorAll(".card-facts a"));
  return {
    slug,
    title: (link ?? part.querySelector("h1")).textContent,
    day: dayOf(part),
    topics: named("topics", part.querySelectorAll(".chips a")),
    organization: organizations[0] ?? null,
  };
}

function named(folder, links) {
  const all = [...links].map(({ href, textContent }) => ({ id: nameIn(folder, href), title: textContent.trim() }));
  return all.filter(({ id }) => id);
}

// The day that brought it, or that the page is about; empty where neither is said.
export function dayOf(part) {
  const own = [...part.querySelectorAll("a")].map(({ href }) => nameIn("days", href)).find(Boolean);
  return own ?? part.closest("[data-day]")?.dataset.day ?? dayOfPage();
}

export function dayOfPage() {
  return document.querySelector("h1 time")?.dateTime ?? "";
}
