// A list of cards, narrowed to a topic and sorted, in its place. The address keeps it: ?topic=…&sort=…

import { say } from "./words.js";

const NAMES = ["topic", "sort"];
const RANKS = {
  comments: ({ dataset }) => Number(dataset.comments ?? 0),
  date: ({ dataset }) => (dataset.published ? Date.parse(dataset.published) : -Infinity),
};
const orders = new Map(); // form → its cards as the page has them

// What the address says: an unknown value is no value.
export function restore(form) {
  const values = new URL(location).searchParams;
  for (const name of NAMES) {
    const select = form.elements[name];
    const options = [...select.options].map(({ value }) => value);
    select.value = options.includes(values.get(name)) ? values.get(name) : "";
  }
  show(form);
}

// What the controls say.
export function follow(form) {
  const address = new URL(location);
  for (const name of NAMES) {
    const { value } = form.elements[name];
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  history.replaceState(history.state, "", address);
  show(form);
}

function show(form) {
  const list = listOf(form);
  if (!orders.has(form)) orders.set(form, [...list.children]);
  const all = orders.get(form);
  const { topic, sort } = form.elements;
  for (const card of all) card.hidden = Boolean(topic.value) && !hasTopic(card, topic.value);
  const rank = RANKS[sort.value];
  list.append(...(rank ? all.toSorted((one, other) => compare(rank(other), rank(one))) : all));

  const count = all.filter(({ hidden }) => !hidden).length;
  const order = sort.selectedOptions[0].textContent;
  form.querySelector("[data-list-status]").textContent = say("listed", { count, all: all.length, order });
}

function compare(one, other) {
  return one === other ? 0 : one < other ? -1 : 1;
}

function listOf(form) {
  let element = form;
  while (!element.matches(".cards")) element = element.nextElementSibling;
  return element;
}

function hasTopic(card, slug) {
  return [...card.querySelectorAll(".chip")].some(({ pathname }) => pathname.endsWith(`/topics/${slug}/`));
}
