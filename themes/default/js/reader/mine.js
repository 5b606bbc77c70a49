// The papers that a reader starred, wrote to, or read: a list that needs nothing from the site.

import { card } from "../search/results.js";
import { element, list } from "../search/dom.js";
import { say } from "../later.js";
import { BASE } from "./place.js";
import { PAPER } from "./records.js";
import { readAll, watch } from "./store.js";

const AT_ONCE = 50; // papers

const KINDS = {
  kept: ({ star, note, tags }) => star || note || tags.length,
  starred: ({ star }) => star,
  noted: ({ note }) => note,
  read: ({ read }) => read,
};

const href = (address) => BASE + address;

export function makeMine(view) {
  const part = (name) => view.querySelector(`[data-${name}]`);
  const [box, kind, tagList, status, papers, more] = ["find", "kind", "tags", "status", "papers", "more"].map(part);
  let records = [];
  let tag = null; // the one chosen
  let most = AT_ONCE;

  async function show() {
    records = (await readAll(PAPER)).sort((one, other) => latest(other) - latest(one));
    draw();
  }

  function draw() {
    const ofKind = records.filter(KINDS[kind.value]);
    drawTags(ofKind);
    const words = box.value.toLowerCase().split(/\s+/u).filter(Boolean);
    const found = ofKind.filter((record) => (!tag || record.tags.includes(tag)) && hasAll(record, words));
    papers.replaceChildren(...found.slice(0, most).map(toCard));
    more.hidden = found.length <= most;
    status.textContent = found.length || !records.length ? say("papers", { count: found.length }) : say("none_of_yours");
    if (!records.length) status.textContent = say("no_marks_yet");
  }

  function drawTags(ofKind) {
    const counts = new Map();
    for (const name of ofKind.flatMap(({ tags }) => tags)) counts.set(name, (counts.get(name) ?? 0) + 1);
    if (!counts.has(tag)) tag = null;
    const names = [...counts.keys()].sort((one, other) => one.localeCompare(other));
    const focused = tagList.contains(document.activeElement) && document.activeElement.value;
    const buttons = names.map((name) => {
      const attributes = { type: "button", class: "chip", value: name, "aria-pressed": String(name === tag) };
      return element("button", attributes, say("tag_count", { tag: name, count: counts.get(name) }));
    });
    tagList.replaceChildren(...buttons.map((button) => element("li", {}, button)));
    tagList.hidden = !names.length;
    if (focused) buttons.find(({ value }) => value === focused)?.focus();
  }

  // What was written stands beside the paper; whatever lost its star stays in sight until another list is asked for.
  async function renew(changed) {
    if (view.hidden) return;
    if (!changed) {
      show();
      return;
    }
    records = (await readAll(PAPER)).sort((one, other) => latest(other) - latest(one));
    const byKey = new Map(records.map((record) => [record.key, record]));
    for (const made of papers.children) {
      if (changed.has(made.dataset.key)) writeInto(made, byKey.get(made.dataset.key));
    }
    drawTags(records.filter(KINDS[kind.value]));
  }

  box.addEventListener("input", () => {
    most = AT_ONCE;
    draw();
  });
  kind.addEventListener("change", draw);
  tagList.addEventListener("click", ({ target }) => {
    const chosen = target.closest("button")?.value;
    if (chosen === undefined) return;
    tag = tag === chosen ? null : chosen;
    draw();
  });
  more.addEventListener("click", () => {
    const shown = papers.children.length;
    most += AT_ONCE;
    draw();
    papers.children[shown]?.querySelector("a").focus();
  });
  watch(renew);
  return show;
}

const latest = ({ star, read }) => star || read;

function hasAll({ title, note, tags, topics, organization }, words) {
  const names = [...topics, ...(organization ? [organization] : [])].map((each) => each.title);
  const text = [title, note, ...tags, ...names].join("\n").toLowerCase();
  return words.every((word) => text.includes(word));
}

function toCard(record) {
  const { key, title, day, topics, organization } = record;
  const made = card(
    {
      ...{ address: `papers/${key.slice(PAPER.length)}/`, title: [[title, false]], excerpt: [], authors: [] },
      day: { date: day, address: `days/${day}/` },
      topics: topics.map((topic) => ({ address: `topics/${topic.id}/`, title: topic.title })),
      organization: organization && { address: `organizations/${organization.id}/`, title: organization.title },
    },
    href,
  );
  made.dataset.key = key;
  made.querySelector("article").append(element("div", { class: "own-words" }));
  writeInto(made, record);
  return made;
}

function writeInto(made, record) {
  const { note = "", tags = [] } = record ?? {};
  const parts = note ? [element("p", { class: "own-note" }, note)] : [];
  if (tags.length) {
    const those = list("own-tags", tags.map((tag) => [`#${tag}`]));
    those.setAttribute("aria-label", say("tags"));
    parts.push(those);
  }
  made.querySelector(".own-words").replaceChildren(...parts);
}
