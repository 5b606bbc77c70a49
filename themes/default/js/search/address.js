// A query in an address: ?q=…&topic=…&org=…&year=…&day=…&sort=…, a name as often as it has values.

const NAMES = { topics: "topic", organizations: "org", years: "year", days: "day" };
const ALL = ["q", ...Object.values(NAMES), "sort"];

const isYear = (value) => /^\d{4}$/u.test(value);
const isDay = (value) => /^\d{4}-\d\d-\d\d$/u.test(value) && !Number.isNaN(Date.parse(value));
const CHECKS = { topics: Boolean, organizations: Boolean, years: isYear, days: isDay }; // anybody can write an address

export const KINDS = Object.keys(NAMES);
export const NO_FILTERS = Object.fromEntries(KINDS.map((kind) => [kind, []]));
export const SORTS = ["relevance", "date", "comments"];

export function queryIn(address) {
  const values = new URL(address).searchParams;
  const sort = values.get("sort");
  const filters = KINDS.map((kind) => [kind, [...new Set(values.getAll(NAMES[kind]).filter(CHECKS[kind]))]]);
  return {
    text: values.get("q") ?? "",
    filters: Object.fromEntries(filters),
    sort: SORTS.includes(sort) ? sort : SORTS[0],
  };
}

// The address with a query instead of that which it has.
export function addressOf({ text, filters = NO_FILTERS, sort = SORTS[0] }, address) {
  const made = new URL(address);
  ALL.forEach((name) => made.searchParams.delete(name));
  if (text.trim()) made.searchParams.set("q", text);
  for (const kind of KINDS) filters[kind].forEach((value) => made.searchParams.append(NAMES[kind], value));
  if (sort !== SORTS[0]) made.searchParams.set("sort", sort);
  return made.href;
}

export function filtersOf({ filters }) {
  return KINDS.flatMap((kind) => filters[kind].map((value) => ({ kind, value })));
}

// Whether it asks for nothing at all.
export function isNothing(query) {
  return !query.text.trim() && !filtersOf(query).length && query.sort === SORTS[0];
}
