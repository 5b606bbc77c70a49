// What a reader follows and mutes: all topics of the site to choose from, organisations met elsewhere, and words.

import { element } from "../search/dom.js";
import { stanceButtons } from "./stances.js";
import { FOLLOW, followKey, take } from "./records.js";
import { read, readAll, watch } from "./store.js";

const LONGEST = 60; // characters of a word
const AFTER_TOPICS = ["organization", "word"];

// `topics`: [[slug, title], …]
export function makeFollowing(view, topics) {
  const part = (name) => view.querySelector(`[data-${name}]`);
  const [form, word] = ["add-word", "word"].map(part);
  const lists = { topic: part("topics"), organization: part("organizations"), word: part("words") };
  const shows = new Map(); // key → what shows its stance
  for (const [id, title] of topics) addRow("topic", id, title);

  function addRow(kind, id, title) {
    const { follow, mute, show } = stanceButtons(kind, id, title);
    shows.set(followKey(kind, id), show);
    lists[kind].append(element("li", {}, element("span", {}, title), follow, mute));
    return follow;
  }

  // What is let go of stays in sight, to be taken again.
  async function show() {
    const all = await readAll(FOLLOW);
    for (const { key, title } of all) {
      const [, kind, id] = key.match(/^follow:(\w+):(.*)$/su);
      if (kind in lists && !shows.has(key)) addRow(kind, id, title);
    }
    const stances = new Map(all.map((record) => [record.key, record]));
    for (const [key, showing] of shows) showing(stances.get(key));
    for (const kind of AFTER_TOPICS) part(`no-${kind}`).hidden = lists[kind].children.length > 0;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const title = word.value.trim().replace(/\s+/gu, " ").slice(0, LONGEST);
    if (!title) return;
    word.value = "";
    await take(event.submitter?.value === "mute" ? "mute" : "follow", "word", title.toLowerCase(), title);
    word.focus();
  });
  watch((changed) => (!changed || [...changed].some((key) => key.startsWith(FOLLOW))) && show());
  return show;
}

// Topics to begin with: one press follows.
export async function makePicks(list, topics) {
  const shows = new Map();
  for (const [id, title] of topics) {
    const button = element("button", { type: "button", class: "chip", "aria-pressed": "false" }, title);
    button.addEventListener("click", () => {
      take(button.getAttribute("aria-pressed") === "true" ? null : "follow", "topic", id, title);
    });
    shows.set(followKey("topic", id), (record) => button.setAttribute("aria-pressed", record?.stance === "follow"));
    list.append(element("li", {}, button));
  }
  async function show() {
    const keys = [...shows.keys()];
    (await read(keys)).forEach((record, at) => shows.get(keys[at])(record));
  }
  watch(show);
  await show();
}
