// The words of scripts that are fetched on use, which have them from here. LANGUAGE, DATES and LATER stand before this when
// it is published: the language's tag, and what stands under `dates` and `later` in its catalogue.

import { learn } from "./words.js";

learn(LATER);

export { say, sayNumber, sayWith } from "./words.js";

// `30 Oct 2025` of 2025-10-30, as the pages write it, or by another of the catalogue's patterns.
export function sayDay(date, pattern = "short_day") {
  const day = new Date(`${date}T00:00Z`);
  return DATES[pattern].replace(/'([^']*)'|([A-Za-z])\2*/gu, (field, quoted) => quoted ?? FIELDS[field](day));
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
