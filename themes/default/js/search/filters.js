// The filters: groups of boxes to tick with how many papers each would leave, and what is chosen as chips that take it
// away again. `change(kind, value, isChosen)` is told of every tick, `clear()` where all are to go.

import { say, sayDay, sayNumber } from "../later.js";
import { filtersOf } from "./address.js";
import { element } from "./dom.js";

const FIRST = 8;
const STEP = 24;

const named = ({ slug, title, count }) => ({ value: slug, title, count });
const VALUES = {
  topics: named,
  organizations: named,
  years: ({ year, count }) => ({ value: year, title: year, count }),
  days: ({ day, count }) => ({ value: day, title: sayDay(day), count }),
};

export function makeFilters(page, { change, clear }) {
  const part = (name) => page.querySelector(`[data-${name}]`);
  const [panel, summary, form, done] = ["filters", "filters-summary", "values", "done"].map(part);
  const titles = new Map(); // by kind and value
  const groups = [...form.querySelectorAll("fieldset")].map((fieldset) => makeGroup(fieldset, nameOf));
  const chips = makeChips(part("chosen"), { nameOf, change, clear, isEmptied: () => part("box").focus() });

  const isWide = matchMedia("(width >= 62rem)"); // where they have a column of their own: search.css
  isWide.addEventListener("change", open);
  if (isWide.matches) open(); // elsewhere it may be open already: a reader can be faster than this script
  form.addEventListener("change", ({ target }) => {
    change(target.closest("fieldset").dataset.kind, target.value, target.checked);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  done.addEventListener("click", () => {
    panel.open = false;
    summary.focus();
  });

  function open() {
    panel.open = isWide.matches;
  }

  function nameOf(kind, value) {
    return titles.get(`${kind} ${value}`) ?? (kind === "days" ? sayDay(value) : value);
  }

  // What cards tell of names, before the filters' own values are there.
  function learn(cards) {
    for (const { topics, organization } of cards) {
      topics.forEach(({ slug, title }) => titles.set(`topics ${slug}`, title));
      if (organization) titles.set(`organizations ${organization.slug}`, organization.title);
    }
  }

  function drawChosen(query) {
    const chosen = filtersOf(query);
    summary.textContent = say("filters", { count: chosen.length });
    chips.draw(chosen);
  }

  function draw(facets, query, count) {
    done.textContent = say("done", { count });
    for (const group of groups) {
      const values = facets[group.kind].map(VALUES[group.kind]);
      values.forEach(({ value, title }) => titles.set(`${group.kind} ${value}`, title));
      group.draw(values, query.filters[group.kind]);
    }
    drawChosen(query);
  }

  return { learn, draw, drawChosen };
}

function makeGroup(fieldset, nameOf) {
  const { kind, name } = fieldset.dataset;
  const list = fieldset.querySelector("ul");
  const [more, fewer] = ["more", "fewer"].map((step) => fieldset.querySelector(`[data-step=${step}]`));
  const items = new Map(); // by value: an element lasts, and so does the focus in it
  let limit = FIRST;
  let now = { values: [], chosen: [] };

  more.addEventListener("click", () => {
    const before = new Set(list.children);
    limit += STEP;
    place();
    [...list.children].find((item) => !before.has(item))?.querySelector("input").focus();
  });
  fewer.addEventListener("click", () => {
    limit = FIRST;
    place();
    more.focus();
  });

  function draw(values, chosen) {
    const focused = list.contains(document.activeElement) ? [document.activeElement.value] : [];
    const missing = new Set([...chosen, ...focused]);
    values.forEach(({ value }) => missing.delete(value));
    const others = [...missing].map((value) => ({ value, title: nameOf(kind, value), count: 0 }));
    now = { values: [...values, ...others], chosen: new Set(chosen), focused: new Set(focused) };
    place();
  }

  function place() {
    const { values, chosen, focused } = now;
    const shown = values.filter(({ value }, at) => at < limit || chosen.has(value) || focused.has(value)).map(item);
    if (shown.length !== list.children.length || shown.some((one, at) => one !== list.children[at])) {
      const focus = list.contains(document.activeElement) ? document.activeElement : null;
      list.replaceChildren(...shown);
      focus?.focus({ preventScroll: true });
    }
    fieldset.hidden = values.length === 0;
    more.hidden = shown.length >= values.length;
    fewer.hidden = limit === FIRST || values.length <= FIRST;
  }

  function item({ value, title, count }) {
    if (!items.has(value)) {
      const box = element("input", { type: "checkbox", name, value });
      const label = element("label", {}, box, element("span", {}), " ", element("span", { class: "quiet" }));
      items.set(value, element("li", {}, label));
    }
    const made = items.get(value);
    const [words, number] = made.querySelectorAll("span");
    words.textContent = title;
    number.textContent = sayNumber(count);
    made.querySelector("input").checked = now.chosen.has(value);
    return made;
  }

  return { kind, draw };
}

function makeChips(list, { nameOf, change, clear, isEmptied }) {
  let drawn = "";

  function draw(chosen) {
    const chips = chosen.map(({ kind, value }) => {
      const title = nameOf(kind, value);
      return chip(title, say("remove_filter", { title }), () => change(kind, value, false));
    });
    if (chips.length > 1) chips.push(element("li", {}, button("plain", say("clear_filters"), clear)));
    const key = chips.map((item) => item.textContent).join("\n");
    if (key === drawn) return;
    drawn = key;
    const buttons = () => [...list.querySelectorAll("button")];
    const focused = buttons().indexOf(document.activeElement);
    list.replaceChildren(...chips);
    list.hidden = chips.length === 0;
    if (focused < 0) return;
    const next = buttons()[Math.min(focused, chosen.length - 1)];
    if (next) next.focus();
    else isEmptied();
  }

  return { draw };
}

function chip(title, label, remove) {
  const made = button("chip", title, remove);
  made.setAttribute("aria-label", label);
  made.append(element("span", { "aria-hidden": "true" }, " ×"));
  return element("li", {}, made);
}

function button(className, text, press) {
  const made = element("button", { type: "button", class: className }, text);
  made.addEventListener("click", press);
  return made;
}
