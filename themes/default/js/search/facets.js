// How many of the selected papers bear each value, all filters of other kinds being met.

import { dateOf } from "./cards.js";

export async function countFacets(index, { unfiltered, passing }) {
  const [topics, organizations, days] = await Promise.all([index.topics(), index.organizations(), index.days()]);
  const meeting = (kind) => {
    const others = [...passing].flatMap(([other, flags]) => (other === kind ? [] : [flags]));
    return unfiltered.filter((document) => others.every((flags) => flags[document]));
  };
  return {
    topics: named(topics, flagged(meeting("topics"), index.size)),
    organizations: named(organizations, flagged(meeting("organizations"), index.size)),
    years: dated(days, meeting("years"), "year", 4),
    days: dated(days, meeting("days"), "day", 10),
  };
}

function named(lists, flags) {
  return lists
    .map(({ slug, title, documents }) => ({ slug, title, count: documents.reduce((sum, at) => sum + flags[at], 0) }))
    .filter(({ count }) => count)
    .sort((a, b) => b.count - a.count || (a.title < b.title ? -1 : 1));
}

// The newest first.
function dated(days, documents, name, length) {
  const counts = new Map();
  for (const document of documents) counts.set(days[document], (counts.get(days[document]) ?? 0) + 1);
  const found = new Map();
  for (const [day, count] of counts) {
    const value = dateOf(day).slice(0, length);
    found.set(value, (found.get(value) ?? 0) + count);
  }
  return [...found].map(([value, count]) => ({ [name]: value, count })).sort((a, b) => (a[name] < b[name] ? 1 : -1));
}

function flagged(documents, size) {
  const flags = new Uint8Array(size);
  for (const document of documents) flags[document] = 1;
  return flags;
}
