// The search itself, without a page: load(lunr, index) → { search, mark }.

import { makeParser } from "./query.js";
import { makeTerms } from "./terms.js";

const LONGEST_QUERY = 1000; // characters: an abstract, pasted

export function load(lunr, data) {
  const { documents } = data;
  const terms = makeTerms(lunr, data);
  const index = loadIndex(lunr, data.lunr);
  const parse = makeParser(terms, index.fields, (term) => term in index.invertedIndex);

  const lastPunctuation = new RegExp(`${data.trimmed}+$`, "u");
  const plain = (text) => text.normalize("NFC").toLowerCase().split(/\s+/u).join(" ").trim();
  const folded = (text) => plain(text).replace(lastPunctuation, "") || plain(text);
  const bare = (text) => terms.split(text).map(terms.normal).filter(Boolean).join(" ");
  const byTitle = placesBy(documents, folded);
  const byWords = placesBy(documents, bare);

  function query(clauses) {
    return index.query((lunrQuery) => clauses.forEach((clause) => lunrQuery.clause({ ...clause })));
  }

  // Which papers meet a demand. lunr itself requires of two spellings both, and throws at a required stop word.
  function meeting({ readings }) {
    const having = (clauses) => new Set(query(clauses).map(({ ref }) => ref));
    const met = readings.map((reading) => {
      const [first, ...others] = reading.map(having);
      return [...first].filter((ref) => others.every((other) => other.has(ref)));
    });
    return new Set(met.flat());
  }

  // A paper whose title the query is comes first, whatever else the query could mean: the nearer, the higher its rank.
  function titled(text, demands) {
    const ranks = new Map();
    const isPlain = !demands.some(({ sign }) => sign === "-");
    for (const place of (isPlain && byWords.get(bare(text))) || []) ranks.set(place, 1);
    for (const place of byTitle.get(folded(text)) ?? []) {
      ranks.set(place, plain(documents[place].title) === plain(text) ? 3 : 2);
    }
    return ranks;
  }

  // The papers for a query, best first: [{ document, score, terms }], `terms` being those of the index that matched.
  // Of those that score alike, the one of the newer day, or earlier in its day, comes first: their own order.
  function search(text) {
    const demands = parse(text.slice(0, LONGEST_QUERY));
    const wanted = demands.filter(({ sign }) => sign !== "-");
    const required = wanted.filter(({ sign }) => sign === "+").map(meeting);
    const prohibited = demands.filter(({ sign }) => sign === "-").map(meeting);
    // No clause at all is every paper to lunr: right where the query only prohibits.
    const found = demands.length ? query(wanted.flatMap(({ readings }) => readings.flat(2))) : [];

    const ranks = titled(text, demands);
    const results = new Map([...ranks.keys()].map((place) => [place, { place, score: 0, terms: [] }]));
    for (const { ref, score, matchData } of found) {
      const isMeant = required.every((refs) => refs.has(ref)) && !prohibited.some((refs) => refs.has(ref));
      const place = Number(ref);
      if (isMeant || ranks.has(place)) results.set(place, { place, score, terms: Object.keys(matchData.metadata) });
    }
    const order = (a, b) =>
      (ranks.get(b.place) ?? 0) - (ranks.get(a.place) ?? 0) || rounded(b.score) - rounded(a.score) || a.place - b.place;
    return [...results.values()]
      .sort(order)
      .map(({ place, ...result }) => ({ document: documents[place], ...result }));
  }

  // A text in pieces, [[words, whether they matched], …], which together are the text.
  function mark(text, matched) {
    const known = new Set(matched);
    const pieces = [];
    const add = (piece, isMatch) => {
      if (piece === "") return;
      if (pieces.length && pieces.at(-1)[1] === isMatch) pieces.at(-1)[0] += piece;
      else pieces.push([piece, isMatch]);
    };
    for (const token of text.split(new RegExp(`(${data.separator}+)`, "u"))) {
      const core = terms.trim(token);
      const isMatch = core !== "" && known.has(terms.term(terms.split(token)[0] ?? ""));
      const start = token.indexOf(core);
      add(token.slice(0, start), false);
      add(core, isMatch);
      add(token.slice(start + core.length), false);
    }
    return pieces;
  }

  return { search, mark, terms };
}

// lunr knows equal nodes of its set of terms by letters and numbers run together, where "1" and 23 is "12" and 3: so
// some terms with digits would be lost, and others be there that no paper has.
function loadIndex(lunr, serialised) {
  lunr.TokenSet.prototype.toString = function () {
    const edges = Object.keys(this.edges).sort();
    return (this.final ? "1" : "0") + edges.map((label) => `${label}${this.edges[label].id};`).join("");
  };
  return lunr.Index.load(serialised);
}

function placesBy(documents, key) {
  const places = new Map();
  documents.forEach(({ title }, place) => {
    const name = key(title);
    if (name) places.set(name, [...(places.get(name) ?? []), place]);
  });
  return places;
}

// A sum taken in another order differs in its last bits.
const rounded = (score) => Math.round(score * 1e9);
