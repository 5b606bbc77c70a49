// What the scripts say, in the site's language. LANGUAGE and TEXTS stand before this when it is published:
// the language's tag, and what stands under `scripts` in its catalogue, words/<language>.yml.

const plurals = new Intl.PluralRules(LANGUAGE);
const numbers = new Intl.NumberFormat(LANGUAGE);

export function learn(texts) {
  Object.assign(TEXTS, texts);
}

export function say(name, values = {}) {
  return sayWith(name, values).join("");
}

// The same in pieces, for values that are elements.
export function sayWith(name, values) {
  let text = TEXTS[name];
  if (typeof text !== "string") {
    text = (values.count === 0 && text.zero) || (text[plurals.select(values.count)] ?? text.other);
  }
  return text.split(/\{(\w+)\}/u).map((piece, at) => (at % 2 ? shown(values[piece]) : piece));
}

export function sayNumber(number) {
  return numbers.format(number);
}

function shown(value) {
  return typeof value === "number" ? sayNumber(value) : value;
}
