// Every word that the scripts say, in the site's language. LANGUAGE, DATES and TEXTS stand before this when it is published:
// they are the `dates` and the `scripts` of the language's catalogue, words/<language>.yml.

const plurals = new Intl.PluralRules(LANGUAGE);
const numbers = new Intl.NumberFormat(LANGUAGE);

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

// `30 Oct 2025` of 2025-10-30, as the pages write it, or by another of the catalogue's patterns.
export function sayDay(date, pattern = "short_day") {
  const day = new Date(`${date}T00:00Z`);
  return DATES[pattern].replace(/'([^']*)'|([A-Za-z])\2*/gu, (field, quoted) => quoted ?? FIELDS[field](day));
}

export function sayNumber(number) {
  return numbers.format(number);
}

function shown(value) {
  return typeof value === "number" ? sayNumber(value) : value;
}

const FIELDS = {
  y: (day) => String(day.getUTCFullYear()),
  M: (day) => String(day.getUTCMonth() + 1),
  MM: (day) => twoDigits(day.getUTCMonth() + 1),
  MMM: named("month", { day: "numeric", month: "short" }),
  MMMM: named("month", { day: "numeric", month: "long" }),
  LLLL: named("month", { month: "long" }),
  d: (day) => String(day.getUTCDate()),
  dd: (day) => twoDigits(day.getUTCDate()),
  EEE: named("weekday", { weekday: "short" }),
  EEEE: named("weekday", { weekday: "long" }),
};

function twoDigits(number) {
  return String(number).padStart(2, "0");
}

function named(type, options) {
  let format = null; // costly to make, and most are never used
  return (day) => {
    format ??= new Intl.DateTimeFormat(LANGUAGE, { ...options, timeZone: "UTC" });
    return format.formatToParts(day).find((part) => part.type === type).value;
  };
}
