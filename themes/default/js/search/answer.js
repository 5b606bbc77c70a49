// The answer to a query from one index: which papers, in which order.

import { expand } from "./expand.js";
import { leavesOf, meeting, withLeaves } from "./meaning.js";
import { makeHolds } from "./phrase.js";
import { makeParser } from "./query.js";
import { score } from "./score.js";
import { makeTitles } from "./titles.js";

const LONGEST_QUERY = 1000; // characters: an abstract, pasted
const FOUND = 1;
const HAS_ALL_WORDS = 2;

// `allWordsFirst`: of a query of several plain words, the papers with all of them come before the others.
export function makeAnswers(lunr, terms, index, { allWordsFirst = true } = {}) {
  const parse = makeParser(terms, index.fields, (term) => index.find(term) !== undefined);
  const ranksByTitle = makeTitles(terms, index);
  const holds = makeHolds(terms);

  // { documents, score, terms, phrases, holds }: the documents' numbers, best first; for each its score, and the terms
  // that matched; and what must be looked up in the documents' texts yet, [{ text, fields, isWanted, concerns }, …]:
  // where it concerns a document, one of the fields holds(its text, text) or, unless it is wanted, none does. `goOn`
  // throws where nobody waits for the answer any more.
  return async function answer(text, goOn = () => {}) {
    // What a query needs shows while it is worked out; what was fetched then may show more.
    for (;;) {
      goOn();
      const found = attempt(text);
      if (index.files.isComplete) return found();
      await index.files.fetchWanted();
    }
  };

  // Asks for all that is needed, as far as can be told by now. What it returns may be called when all is there.
  function attempt(text) {
    index.longLengths(); // nearly every word stands there
    const demands = parse(text.slice(0, LONGEST_QUERY)).map((demand) => ({
      ...demand,
      meaning: withLeaves(demand.meaning, (clause) => ({ clause, terms: expand(lunr, index, clause) })),
    }));
    const ranks = ranksByTitle(text, !demands.some(({ sign }) => sign === "-"));
    return () => ranked(demands, ranks);
  }

  // A paper whose title the query is comes first. Of those that score alike, the one of the newer day, or earlier in
  // its day, comes first: the one of the higher number.
  function ranked(demands, ranks) {
    const wanted = demands.filter(({ sign }) => sign !== "-");
    const leaves = wanted.flatMap(({ meaning }) => leavesOf(meaning));
    const { scores } = score(index, leaves);
    const met = new Map(demands.map((demand) => [demand, meeting(demand.meaning, having)]));
    const tiers = tiersOf(demands, met);
    for (const [document, rank] of ranks) tiers[document] = HAS_ALL_WORDS + rank;

    const documents = [];
    for (let document = 0; document < tiers.length; document++) if (tiers[document]) documents.push(document);
    const keys = scores.map(rounded);
    documents.sort((a, b) => tiers[b] - tiers[a] || keys[b] - keys[a] || b - a);
    return {
      documents,
      score: (document) => scores[document],
      terms: (document) => matched(leaves, document),
      holds,
      phrases: demands
        .filter(({ phrase }) => phrase)
        .map((demand) => ({
          ...demand.phrase,
          isWanted: demand.sign === "+",
          concerns: (document) => met.get(demand)[document] === 1,
        })),
    };
  }

  // Which documents are found, the better ones with higher numbers.
  function tiersOf(demands, met) {
    const wanted = demands.filter(({ sign }) => sign !== "-");
    const isPlain = allWordsFirst && demands.length > 1 && demands.every((demand) => demand.isPlain);
    const tiers = new Uint8Array(index.size);
    // What only prohibits means all the others.
    if (demands.length && !wanted.length) tiers.fill(FOUND);
    for (const demand of wanted) met.get(demand).forEach((meets, document) => (tiers[document] ||= meets && FOUND));
    for (const demand of demands.filter(({ sign }) => sign !== "")) {
      // Whether a text has the words of a prohibited phrase in their order, only the text can tell.
      if (demand.sign === "-" && demand.phrase) continue;
      const meant = demand.sign === "+" ? 1 : 0;
      met.get(demand).forEach((meets, document) => (tiers[document] *= Number(meets === meant)));
    }
    if (isPlain) {
      const every = meeting({ all: demands }, (demand) => met.get(demand).slice());
      every.forEach((hasAll, document) => (tiers[document] = hasAll ? HAS_ALL_WORDS : tiers[document]));
    }
    return tiers;
  }

  function having({ clause, terms: meant }) {
    const flags = new Uint8Array(index.size);
    for (const term of meant) {
      for (const field of clause.fields) for (const document of term.in(field).documents) flags[document] = 1;
    }
    return flags;
  }
}

function matched(leaves, document) {
  const texts = leaves.flatMap(({ clause, terms }) => {
    const here = terms.filter((term) => clause.fields.some((field) => term.frequency(field, document)));
    // One letter of those that are written without spaces is what to mark, not all that begins with it.
    return here.length && clause.letter ? [clause.letter] : here.map(({ text }) => text);
  });
  return [...new Set(texts)];
}

// A sum taken in another order differs in its last bits.
const rounded = (score) => Math.round(score * 1e9);
