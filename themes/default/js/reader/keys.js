// Single keys that do something. A reader may switch them off, since a voice or an unsteady hand presses them unmeant
// (WCAG 2.1.4); that is kept apart from the rest, to be known at once.

import { NAME } from "./place.js";

const SETTING = `${NAME}:keys`;
const PAPERS = ".card-title a, .titles a";

let areOffHere = false; // where nothing may be kept

export function areKeysOn() {
  try {
    return localStorage.getItem(SETTING) !== "off" && !areOffHere;
  } catch {
    return !areOffHere;
  }
}

export function switchKeys(areOn) {
  areOffHere = !areOn;
  try {
    if (areOn) localStorage.removeItem(SETTING);
    else localStorage.setItem(SETTING, "off");
  } catch {
    // Then it lasts as long as the page.
  }
}

// Whether a key is meant for what has the focus, or for what is open.
export function isTaken({ target, isComposing, defaultPrevented }) {
  const isTyping =
    target.isContentEditable || target.matches?.("input:not([type=checkbox], [type=radio]), textarea, select");
  return isComposing || defaultPrevented || isTyping || document.querySelector("dialog[open]") !== null;
}

// `actions`: what each key does.
export function onKeys(actions) {
  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const name = shiftKey ? key : key.toLowerCase(); // by capitals lock too
    if (ctrlKey || metaKey || altKey || !Object.hasOwn(actions, name) || isTaken(event) || !areKeysOn()) return;
    event.preventDefault();
    actions[name]();
  });
}

// The link of the paper that has the focus.
export function chosenPaper() {
  const focused = document.activeElement;
  return focused?.closest(".card")?.querySelector(PAPERS) ?? focused?.closest(PAPERS) ?? null;
}

// The focus moves on to a paper's link, or back. The first step is to the first paper in sight.
export function step(by) {
  const papers = [...document.querySelectorAll(PAPERS)].filter((link) => link.closest("main") && link.offsetParent);
  const at = papers.indexOf(chosenPaper());
  const inSight = () => papers.find((link) => link.getBoundingClientRect().top >= 0) ?? papers.at(-1);
  const next = at < 0 ? inSight() : papers[at + by];
  if (!next) return;
  next.focus({ preventScroll: true });
  const whole = next.closest(".card") ?? next;
  whole.scrollIntoView({ block: whole.clientHeight < innerHeight / 2 ? "nearest" : "start" });
}
