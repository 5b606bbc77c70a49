// A window over the page, with a heading and a way out: the button, Escape, or a click beside it. The browser gives
// the focus back to where it was.

import { element } from "./search/dom.js";
import { say } from "./later.js";

let made = 0;

// → the dialog, closed
export function makeDialog(className, title, ...content) {
  const heading = element("h2", { id: `dialog-${++made}` }, title);
  const closing = element("button", { type: "button", class: "plain" }, say("close"));
  const head = element("div", { class: "dialog-head" }, heading, closing);
  const dialog = element("dialog", { class: `dialog ${className}`, "aria-labelledby": heading.id }, head, ...content);
  document.body.append(dialog);

  closing.addEventListener("click", () => dialog.close());
  let pressed = null;
  dialog.addEventListener("pointerdown", ({ target }) => (pressed = target));
  dialog.addEventListener("click", ({ target }) => target === dialog && pressed === dialog && dialog.close());
  // The page comes back as it was left.
  addEventListener("pageshow", ({ persisted }) => persisted && dialog.close());
  return dialog;
}
