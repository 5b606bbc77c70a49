// Buttons that show what is kept, and change it.

import { say } from "../words.js";
import { icon } from "./icons.js";
import { mark } from "./records.js";
import { tell } from "./tell.js";

// Buttons of one paper. `isWordy`: with their words beside the drawings.
export function paperButtons(paper, { isWordy = false } = {}) {
  const star = button("star", isWordy && say("star"));
  const read = button("read", isWordy && say("read"));
  const more = button("more", isWordy && say("details"));
  let kept = null; // the paper's record

  function show(record) {
    kept = record ?? null;
    star.setAttribute("aria-pressed", Boolean(kept?.star));
    read.setAttribute("aria-pressed", Boolean(kept?.read));
    more.classList.toggle("is-used", Boolean(kept?.note || kept?.tags.length));
  }

  star.addEventListener("click", async () => {
    const isOn = !kept?.star;
    if (await mark(paper, { star: isOn ? Date.now() : 0 })) tell(say(isOn ? "star_on" : "star_off"));
  });
  read.addEventListener("click", async () => {
    const isOn = !kept?.read;
    if (await mark(paper, { read: isOn ? Date.now() : 0 })) tell(say(isOn ? "read_on" : "read_off"));
  });
  more.addEventListener("click", async () => {
    const { openDetails } = await import("./details.js");
    openDetails(paper);
  });
  more.setAttribute("aria-haspopup", "dialog");
  if (!isWordy) {
    const { title } = paper;
    star.setAttribute("aria-label", say("star_of", { title }));
    read.setAttribute("aria-label", say("read_of", { title }));
    more.setAttribute("aria-label", say("details_of", { title }));
    star.title = say("star");
    read.title = say("read");
    more.title = say("details");
  }
  show(null);
  return { star, read, more, show };
}

export function button(name, words) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `mark mark-${name}`;
  if (name in { star: 0, read: 0, more: 0 }) made.append(icon(name));
  if (words) made.append(words);
  return made;
}
