// The search over any page: a box, the best papers below it as one types, and the way to all of them.

import { NO_FILTERS, addressOf } from "./search/address.js";
import { open as openSearch } from "./search/client.js";
import { makeCombobox } from "./search/combobox.js";
import { element, marked } from "./search/dom.js";
import { recentSearches } from "./search/recent.js";
import { say, sayDay, sayWith } from "./later.js";

const MOST = 7; // papers
const PAUSE = 50; // milliseconds without a key before the results follow
const SLOW = 400; // before a reader is told to wait

const key = (...names) => element("span", {}, ...names.map((name) => element("kbd", {}, name)));
const KEYS = { arrows: key("↑", "↓"), enter: key("Enter"), beside: key("Ctrl", "Enter"), escape: key("Esc") };

let palette = null;

// Opens over the page whose header has the form; `before` gets the focus back.
export function open(form, before) {
  palette ??= makePalette(new URL(form.action));
  palette.open(form.elements.q, before);
}

function makePalette(page) {
  const base = new URL("..", page).pathname;
  const href = (address) => base + address;
  const recent = recentSearches(base);
  const search = openSearch(new URL("index.json", page).href);

  const box = element("input", {
    ...{ type: "text", name: "q", role: "combobox", placeholder: say("search_placeholder"), "aria-label": say("search_papers") },
    ...{ "aria-expanded": "false", "aria-controls": "palette-list", "aria-autocomplete": "list" },
    ...{ autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search", maxlength: "1000" },
  });
  const closing = element("button", { type: "button", class: "palette-close" }, say("close"));
  const line = element("form", { class: "palette-line", action: page.href }, box, closing);
  const status = element("p", { class: "palette-state", role: "status" });
  const retry = element("button", { type: "button", class: "plain", hidden: true }, say("try_again"));
  const list = element("div", { id: "palette-list", class: "palette-list", role: "listbox", "aria-label": say("search_papers") });
  const forget = element("button", { type: "button", class: "plain", hidden: true }, say("clear_recent"));
  const head = element("div", { class: "palette-head" }, status, retry, forget);
  const keys = element("p", { class: "palette-keys" }, ...sayWith("keys", KEYS));
  const dialog = element("dialog", { class: "palette", "aria-label": say("search_papers") }, line, head, list, keys);
  document.body.append(dialog);

  const choices = makeCombobox(box, list);
  let before = null; // what gets the focus back
  let turn = 0; // queries so far: only the answer to the last is shown
  let timer = 0;
  let waiting = 0;

  function start(header, focused) {
    if (dialog.open) return;
    before = focused;
    dialog.showModal();
    box.select();
    if (header.value) {
      box.value = header.value; // with the caret at its end
      header.value = "";
    }
    follow();
  }

  async function follow() {
    clearTimeout(timer);
    clearTimeout(waiting);
    const now = ++turn;
    const text = box.value;
    if (!text.trim()) {
      showRecent();
      return;
    }
    waiting = setTimeout(() => tell(say("searching")), SLOW);
    try {
      const answer = await search.ask({ text, filters: NO_FILTERS, sort: "relevance" });
      const cards = await answer.cards(0, MOST);
      if (now === turn) show(text, answer, cards);
    } catch (error) {
      if (now !== turn || error.isOvertaken) return;
      console.warn(error);
      tell(say("failed"), { isFailed: true });
      choices.fill([toAll(text)]);
    }
  }

  function show(text, { count, isAtLeast, isVague, spelling, opens }, cards) {
    if (spelling?.isApplied) tell(say("corrected", { typed: text.trim(), text: `“${spelling.text.trim()}”` }));
    else if (count) tell(say(isAtLeast ? "papers_at_least" : "papers", { count }));
    else if (isVague) tell(say("type_on"));
    else tell(isAtLeast ? say("none_yet") : say("no_paper", { text: text.trim() }));
    const options = [...cards.map(toPaper), ...(count || isAtLeast ? [toAll(text)] : [])];
    if (spelling && !spelling.isApplied && !opens) {
      const words = sayWith("did_you_mean", { text: element("strong", {}, spelling.text.trim()) });
      options.unshift(toText(spelling.text, ...words));
    }
    choices.fill(options);
    if (opens) choices.activate(0);
  }

  function showRecent() {
    const texts = recent.all();
    tell(say(texts.length ? "recent" : "search_hint"));
    choices.fill(texts.map((text) => toText(text, text)));
    forget.hidden = texts.length === 0;
  }

  function tell(text, { isFailed = false } = {}) {
    clearTimeout(waiting);
    status.textContent = text;
    retry.hidden = !isFailed;
    forget.hidden = true;
  }

  // Options

  function toPaper({ address, title, organization, authors, day }) {
    const who = organization?.title ?? authors[0];
    const facts = element("span", { class: "palette-facts" }, [who, sayDay(day.date)].filter(Boolean).join(" · "));
    const heading = element("span", { class: "palette-title" }, ...marked(title));
    return choices.option(href(address), "palette-paper", heading, facts);
  }

  function toAll(text) {
    return choices.option(addressOf({ text }, page), "palette-all", say("all_results", { text: text.trim() }));
  }

  function toText(text, ...words) {
    const made = choices.option(addressOf({ text }, page), "palette-text", ...words);
    made.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      box.value = text;
      box.focus();
      follow();
    });
    return made;
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(follow, PAUSE);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const { key, ctrlKey, metaKey } = event;
    const isMeant = ctrlKey || metaKey;
    if (key.toLowerCase() === "k" && isMeant) dialog.close();
    else if (key === "Enter" && isMeant) openBeside();
    else if (key === "Enter" && choices.chosen) choices.chosen.click();
    else return;
    event.preventDefault();
  });

  function openBeside() {
    const address = choices.chosen?.href ?? (box.value.trim() && addressOf({ text: box.value }, page));
    if (address) window.open(address, "_blank", "noopener");
    recent.add(box.value);
  }

  line.addEventListener("submit", (event) => {
    if (!box.value.trim()) event.preventDefault();
    recent.add(box.value);
  });
  list.addEventListener("click", (event) => event.defaultPrevented || recent.add(box.value));
  retry.addEventListener("click", () => {
    box.focus(); // the button goes
    follow();
  });
  addEventListener("online", () => retry.hidden || follow());
  forget.addEventListener("click", () => {
    recent.clear();
    box.focus();
    showRecent();
  });

  closing.addEventListener("click", () => dialog.close());
  let pressed = null;
  dialog.addEventListener("pointerdown", ({ target }) => (pressed = target));
  dialog.addEventListener("click", ({ target }) => target === dialog && pressed === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    turn++;
    clearTimeout(timer);
    clearTimeout(waiting);
    before.focus({ preventScroll: true });
    if (document.activeElement !== before) document.activeElement.blur();
  });
  // The page comes back as it was left.
  addEventListener("pageshow", ({ persisted }) => persisted && dialog.close());

  return { open: start };
}
