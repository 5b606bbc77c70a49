// On every page: the search opens with / or Ctrl+K (⌘K), from the header's box, and on the search page in its own.
// What it needs is fetched when somebody comes near, and so is what buttons on a page do.
// What a reader keeps begins in reader/start.js.

import { areKeysOn, isTaken } from "./reader/keys.js";
import { start } from "./reader/start.js";

const form = document.querySelector(".site-search");
const own = document.querySelector("[data-box]");

if (own) onKeys(own, () => (own.focus(), own.select()));
else if (form) onEveryPage(form, form.elements.q);

// What a press of an element with this name in `data-press` calls.
const PRESSES = {
  calendar: () => import("./calendar.js"),
  cite: () => import("./cite.js"),
  expand: () => import("./expand.js"),
};

addEventListener("click", async (event) => {
  const pressed = event.target.closest("[data-press]");
  if (!pressed || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  try {
    await (await PRESSES[pressed.dataset.press]()).press(pressed);
  } catch (error) {
    console.warn(error);
    if (pressed.href) location.assign(pressed.href); // what the element does by itself
  }
});

const tools = document.querySelector("[data-list]");
if (tools) {
  const load = () => import("./list.js");
  const prefetch = () => load().catch(() => {});
  tools.addEventListener("pointerenter", prefetch, { once: true });
  tools.addEventListener("focusin", prefetch, { once: true });
  tools.addEventListener("change", () => load().then(({ follow }) => follow(tools)));
  const { dataset } = document.documentElement;
  if ("listWaits" in dataset) load().then(({ restore }) => restore(tools)).finally(() => delete dataset.listWaits);
}

// When the page is there and quiet.
(globalThis.requestIdleCallback ?? setTimeout)(() => import("./onward.js").catch(() => {}));

function onEveryPage(form, box) {
  let before = null; // what had the focus when the search was opened with a key
  const load = () => import("./palette.js");
  // Where it cannot be had, the form still does what a form does.
  const open = () => load().then(({ open }) => open(form, before ?? box), () => {});
  const prefetch = () => load().catch(() => {});

  onKeys(box, () => {
    before = document.activeElement;
    // Letters that are typed until the palette is there go into the box, and on with it.
    box.focus({ preventScroll: true });
    open().then(() => (before = null));
  });
  box.addEventListener("click", open);
  box.addEventListener("input", ({ isComposing }) => isComposing || open());
  box.addEventListener("compositionend", open);
  box.addEventListener("keydown", ({ key }) => key === "ArrowDown" && open());
  box.addEventListener("focus", prefetch, { once: true });
  box.addEventListener("pointerenter", prefetch, { once: true });
  form.querySelector("kbd").hidden = false;
}

function onKeys(box, open) {
  box.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const isSlash = key === "/" && !ctrlKey && !metaKey && areKeysOn();
    const isK = key.toLowerCase() === "k" && ctrlKey !== metaKey && !shiftKey;
    if (!(isSlash || isK) || altKey || isTaken(event)) return;
    event.preventDefault();
    open();
  });
}

start();
