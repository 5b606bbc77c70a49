// A card opens in its place: the whole abstract instead of its first sentences, out of the paper's own page.

import { say } from "./later.js";

const parser = new DOMParser();

export async function press(button) {
  const short = button.previousElementSibling;
  const line = button.parentElement;
  const card = line.closest(".card");
  if (!card.querySelector(".card-abstract")) {
    if (button.ariaBusy) return;
    button.ariaBusy = "true";
    const abstract = await fetched(card).finally(() => (button.ariaBusy = null));
    if (!abstract) return;
    line.before(abstract);
  }
  const isOpen = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!isOpen));
  button.textContent = say(isOpen ? "more" : "less");
  card.querySelector(".card-abstract").hidden = isOpen;
  short.hidden = !isOpen;
}

// Where it cannot be had, the paper's page itself says why.
async function fetched(card) {
  const { href } = card.querySelector(".card-title a");
  const response = await fetch(href).catch(() => null);
  const page = response?.ok && parser.parseFromString(await response.text(), "text/html");
  const abstract = page && page.querySelector("[data-abstract]");
  if (!abstract) {
    location.assign(href);
    return null;
  }
  const made = document.importNode(abstract, true);
  made.className = "prose card-abstract";
  made.removeAttribute("data-abstract");
  made.hidden = true;
  return made;
}
