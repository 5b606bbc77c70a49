// Buttons to follow and to mute a topic, an organisation or a word.

import { say } from "../words.js";
import { button } from "./buttons.js";
import { take } from "./records.js";
import { tell } from "./tell.js";

// Follow and mute, of which one or neither is chosen.
export function stanceButtons(kind, id, title) {
  const follow = button("follow", say("follow"));
  const mute = button("mute", say("mute"));
  follow.setAttribute("aria-label", say("follow_of", { title }));
  mute.setAttribute("aria-label", say("mute_of", { title }));
  let stance = null;

  function show(record) {
    stance = record?.stance ?? null;
    follow.setAttribute("aria-pressed", stance === "follow");
    mute.setAttribute("aria-pressed", stance === "mute");
  }

  async function choose(chosen, done) {
    const isOff = stance === chosen;
    if (await take(isOff ? null : chosen, kind, id, title)) tell(isOff ? say("neither", { title }) : done);
  }

  follow.addEventListener("click", () => choose("follow", say("following", { title })));
  mute.addEventListener("click", () => choose("mute", say("muting", { title })));
  show(null);
  return { follow, mute, show };
}
