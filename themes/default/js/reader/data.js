// What a reader does with all of it: save it as a file, take one in, share it, forget it.

import { makeDialog } from "../dialog.js";
import { element, list } from "../search/dom.js";
import { say } from "../later.js";
import { WrongFileError, fileOfAll, recordsIn, takeIn } from "./file.js";
import { FOLLOW, PAPER } from "./records.js";
import { addressOf, isShared, sharedIn } from "./share.js";
import { change, readAll } from "./store.js";

const WRONG = {
  noJson: (name) => say("file_no_json", { name }),
  other: (name) => say("file_other", { name }),
  version: (name) => say("file_version", { name }),
  damaged: (name, at) => say("file_damaged", { name, at }),
};
const VISIT = "visit";
const SHOWN = 50; // titles of what is shared

export function makeData(view) {
  const part = (name) => view.querySelector(`[data-${name}]`);
  const [save, file, status, address, line] = ["save", "file", "status", "address", "address-line"].map(part);
  const [copy, forget] = ["copy", "forget"].map(part);

  save.addEventListener("click", async () => {
    const href = URL.createObjectURL(new Blob([await fileOfAll()], { type: "application/json" }));
    element("a", { href, download: save.dataset.save }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
    tell(say("saved"));
  });

  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    try {
      tell(say("taken_in", await takeIn(recordsIn(await chosen.text()))));
    } catch (error) {
      tell(error instanceof WrongFileError ? WRONG[error.reason](chosen.name, error.at) : say("not_kept"));
    }
    file.value = ""; // so that the same file can be chosen again
  });

  for (const button of view.querySelectorAll("[data-share]")) {
    button.addEventListener("click", async () => {
      const made = await addressOf(button.dataset.share);
      line.hidden = !made;
      address.value = made;
      tell(made ? say("address_made") : say("nothing_to_share"));
      if (made) address.select();
    });
  }

  copy.addEventListener("click", async () => {
    address.select();
    try {
      await navigator.clipboard.writeText(address.value);
      tell(say("copied"));
    } catch {
      tell(say("address_not_copied")); // it is selected
    }
  });

  forget.addEventListener("click", () => {
    const [yes, dialog] = question("forget", say("forget_title"), [element("p", {}, say("forget_text"))], say("forget_yes"));
    yes.addEventListener("click", async () => {
      const all = [...(await readAll(PAPER)), ...(await readAll(FOLLOW))];
      await change([...all.map(({ key }) => key), VISIT], () => null);
      dialog.close();
      tell(say("forgotten"));
    });
  });

  function tell(text) {
    status.textContent = text;
  }
}

// Shows what an address holds and asks before it is taken over.
export async function openShared() {
  if (!isShared(location.hash)) return;
  const fragment = location.hash;
  // The reader's own history has no use for it.
  history.replaceState(history.state, "", location.pathname);
  let records;
  try {
    records = await sharedIn(fragment);
  } catch (error) {
    console.warn(error);
    makeNotice(say("shared_title"), say("shared_damaged"));
    return;
  }
  const papers = records.filter(({ key }) => key.startsWith(PAPER));
  const groups = [
    [say("shared_papers", { count: papers.length }), papers],
    [say("shared_follows"), records.filter(({ stance }) => stance === "follow")],
    [say("shared_mutes"), records.filter(({ stance }) => stance === "mute")],
  ].filter(([, those]) => those.length);
  const parts = groups.flatMap(([heading, those]) => {
    const titles = those.slice(0, SHOWN).map(({ title }) => [title]);
    return [element("h3", {}, heading), list("titles", titles)];
  });
  const [yes, dialog] = question("shared", say("shared_title"), [element("p", {}, say("shared_text")), ...parts], say("shared_yes"));
  yes.addEventListener("click", async () => {
    try {
      await takeIn(records);
      dialog.close();
      location.hash = papers.length ? "#yours" : "#following"; // where they are now
    } catch (error) {
      console.warn(error);
      yes.after(element("p", { role: "alert" }, say("not_kept")));
    }
  });
}

function question(className, title, parts, words) {
  const yes = element("button", { type: "button", class: "strong" }, words);
  const dialog = makeDialog(className, title, ...parts, element("p", { class: "answers" }, yes));
  openOnce(dialog);
  return [yes, dialog];
}

function makeNotice(title, text) {
  openOnce(makeDialog("shared", title, element("p", {}, text)));
}

function openOnce(dialog) {
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}
