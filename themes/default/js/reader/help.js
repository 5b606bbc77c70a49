// The keys of the site, and the switch that turns them off.

import { makeDialog } from "../dialog.js";
import { element } from "../search/dom.js";
import { say } from "../later.js";
import { areKeysOn, switchKeys } from "./keys.js";

const KEYS = [
  [["j", "k"], say("key_move")],
  [["o"], say("key_open")],
  [["s"], say("key_star")],
  [["t"], say("key_topics")],
  [["/"], say("key_search")],
  [["?"], say("key_help")],
];

let dialog = null;

export function open() {
  dialog ??= make();
  if (!dialog.open) dialog.showModal();
}

function make() {
  const rows = KEYS.flatMap(([keys, words]) => [
    element("dt", {}, ...keys.map((key) => element("kbd", {}, key))),
    element("dd", {}, words),
  ]);
  const box = element("input", { type: "checkbox" });
  box.checked = areKeysOn();
  box.addEventListener("change", () => switchKeys(box.checked));
  const label = element("label", { class: "switch" }, box, say("keys_on"));
  return makeDialog("help", say("keys_title"), element("dl", { class: "key-list" }, ...rows), label);
}
