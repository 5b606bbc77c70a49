// A list below a box, of which the arrow keys choose while the focus stays in the box: the combobox of the ARIA
// Authoring Practices. Options are links, for those who want one in a tab of its own.

import { element } from "./dom.js";

// `list` is a listbox with an id, `box` a combobox that names it.
export function makeCombobox(box, list) {
  let active = -1;

  function option(address, className, ...children) {
    return element("a", { href: address, class: className, role: "option", tabindex: "-1" }, ...children);
  }

  function fill(options) {
    options.forEach((one, at) => (one.id = `${list.id}-${at}`));
    list.replaceChildren(...options);
    list.hidden = options.length === 0;
    list.scrollTop = 0;
    box.setAttribute("aria-expanded", options.length > 0);
    activate(-1);
  }

  function activate(at) {
    active = at;
    [...list.children].forEach((one, place) => one.setAttribute("aria-selected", place === at));
    const one = list.children[at];
    if (one) box.setAttribute("aria-activedescendant", one.id);
    else box.removeAttribute("aria-activedescendant");
    one?.scrollIntoView({ block: "nearest" });
  }

  // Past either end the box itself is next, with no option.
  function move(step) {
    const places = list.children.length + 1;
    activate(((active + 1 + step + places) % places) - 1);
  }

  box.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.isComposing || !(event.key in steps)) return;
    event.preventDefault();
    move(steps[event.key]);
  });
  list.addEventListener("pointermove", ({ target }) => {
    const at = [...list.children].indexOf(target.closest("[role=option]"));
    if (at !== active) activate(at);
  });

  return {
    option,
    fill,
    activate,
    get chosen() {
      return list.children[active];
    },
  };
}
