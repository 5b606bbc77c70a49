// The latest searches, kept in this browser alone. Many sites share a host: the base path is part of the name.

const MOST = 6;
const LONGEST = 200; // characters

export function recentSearches(base) {
  const name = `sitegen:${base}:searches`;

  // A browser may forbid all this, and others may have written there.
  function all() {
    try {
      const kept = JSON.parse(localStorage.getItem(name));
      return Array.isArray(kept) ? kept.filter((text) => typeof text === "string" && text).slice(0, MOST) : [];
    } catch {
      return [];
    }
  }

  function add(given) {
    const text = given.trim();
    if (!text || text.length > LONGEST) return;
    keep([text, ...all().filter((other) => other !== text)].slice(0, MOST));
  }

  function keep(texts) {
    try {
      localStorage.setItem(name, JSON.stringify(texts));
    } catch {
      // Then there are none next time.
    }
  }

  function clear() {
    try {
      localStorage.removeItem(name);
    } catch {
      // Then there were none.
    }
  }

  return { all, add, clear };
}
