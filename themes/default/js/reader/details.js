// What a reader writes to a paper, and what of it may be followed: a dialog. What is typed is kept as it is typed.

import { makeDialog } from "../dialog.js";
import { element, list } from "../search/dom.js";
import { say } from "../later.js";
import { stanceButtons } from "./stances.js";
import { PAPER, followKey, mark, paperKey } from "./records.js";
import { read, readAll, watch } from "./store.js";
import { tagsIn } from "./tags.js";

const LONGEST = { note: 20_000, tags: 500 }; // characters

export async function openDetails(paper) {
  const subjects = subjectsOf(paper);
  const keys = subjects.map(({ kind, id }) => followKey(kind, id));
  const [record, ...stances] = await read([paperKey(paper.slug), ...keys]);
  const known = new Set((await readAll(PAPER)).flatMap(({ tags }) => tags));

  const note = element("textarea", { id: "details-note", rows: "6", maxlength: LONGEST.note });
  const tags = element("input", {
    ...{ id: "details-tags", type: "text", list: "details-known", maxlength: LONGEST.tags },
    ...{ autocomplete: "off", autocapitalize: "off", "aria-describedby": "details-hint" },
  });
  note.value = record?.note ?? "";
  tags.value = record?.tags.join(", ") ?? "";
  const options = [...known].sort().map((tag) => element("option", { value: tag }));
  const parts = [
    element("p", { class: "details-of" }, paper.title),
    element("label", { for: tags.id }, say("tags")),
    tags,
    element("p", { id: "details-hint", class: "quiet" }, say("tags_hint")),
    element("datalist", { id: "details-known" }, ...options),
    element("label", { for: note.id }, say("note")),
    note,
  ];

  const shows = subjects.map(({ kind, id, title }, at) => {
    const { follow, mute, show } = stanceButtons(kind, id, title);
    show(stances[at]);
    return { follow, mute, show, title };
  });
  if (subjects.length) {
    const rows = shows.map(({ follow, mute, title }) => [element("span", {}, title), follow, mute]);
    parts.push(element("h3", {}, say("subjects")), list("stances", rows));
  }
  const dialog = makeDialog("details", say("details_title"), ...parts, element("p", { class: "quiet" }, say("stays_here")));

  for (const box of [note, tags]) {
    box.addEventListener("input", () => mark(paper, { note: note.value.trim(), tags: tagsIn(tags.value) }));
  }
  const unwatch = watch(async (changed) => {
    if (changed && !keys.some((key) => changed.has(key))) return;
    (await read(keys)).forEach((stance, at) => shows[at].show(stance));
  });
  dialog.addEventListener("close", () => {
    unwatch();
    dialog.remove();
  });
  dialog.showModal();
  tags.focus();
}

// Its topics and its organisation, by the names that the page has for them.
function subjectsOf({ topics, organization }) {
  const of = topics.map((topic) => ({ kind: "topic", ...topic }));
  return organization ? [...of, { kind: "organization", ...organization }] : of;
}
