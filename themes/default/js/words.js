// Every word that the scripts say. A text has its values in braces; where a number decides, it has a text for each
// plural that the language knows.

const LANGUAGE = "en";

const TEXTS = {
  // Results
  papers: { one: "{count} paper", other: "{count} papers" },
  papersAtLeast: { one: "At least {count} paper", other: "At least {count} papers" },
  noPaper: "No paper matches “{text}”. Try fewer or other words.",
  noPaperLeft: "No paper matches with these filters.",
  searching: "Searching …",
  failed: "The search index could not be loaded. Check your connection, then try again.",
  tryAgain: "Try again",
  didYouMean: "Did you mean {text}?",
  corrected: "No paper matches “{typed}”. These are the results for {text}.",

  // A card
  authors: { one: "{count} author", other: "{count} authors" },
  moreAuthors: { other: "{names} and {count} more" },
  comments: { one: "{count} comment", other: "{count} comments" },
  upvotes: { one: "{count} upvote", other: "{count} upvotes" },
  inDigest: "in the digest of {day}",
  topics: "Topics",

  more: "More",
  less: "Less",

  // Filters
  filters: { zero: "Filters", other: "Filters ({count})" },
  removeFilter: "Remove the filter {title}",
  clearFilters: "Clear all",
  done: { one: "Show {count} paper", other: "Show {count} papers" },

  // Citations
  cite: "Cite this paper",
  citeFormat: "Format",
  citation: "Citation",
  copy: "Copy",
  copied: "Copied.",
  notCopied: "It could not be copied: select the text and copy it yourself.",
  download: "Download",

  // The palette
  search: "Search the papers",
  placeholder: "Search papers",
  close: "Close",
  allResults: "All results for “{text}”",
  recent: "Recent searches",
  clearRecent: "Clear recent searches",
  keys: "{arrows} choose {enter} open {beside} in a new tab {escape} close",
  hint: "Words in titles, abstracts, topics, organizations and authors",
};

const plurals = new Intl.PluralRules(LANGUAGE);
const numbers = new Intl.NumberFormat(LANGUAGE);
const months = new Intl.DateTimeFormat(LANGUAGE, { month: "short", timeZone: "UTC" });

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

// `30 Oct 2025`, as the pages write it.
export function sayDay(date) {
  const [year, , day] = date.split("-");
  return `${Number(day)} ${months.format(new Date(`${date}T00:00Z`))} ${year}`;
}

export function sayNumber(number) {
  return numbers.format(number);
}

function shown(value) {
  return typeof value === "number" ? sayNumber(value) : value;
}
