// Elements made of data. Texts become text nodes, never markup.

export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(attribute, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

export function list(className, items) {
  return element("ul", { class: className }, ...items.map((item) => element("li", {}, ...item)));
}

// Of [[words, whether they matched], …].
export function marked(pieces) {
  return pieces.map(([piece, isMatch]) => (isMatch ? element("mark", {}, piece) : piece));
}
