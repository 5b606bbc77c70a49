// The answer to a query from one index: which papers, in which order.

import { expand } from "./expand.js";
import { makeParser } from "./query.js";
import { score } from "./score.js";
import { makeTitles } from "./titles.js";

const LONGEST_QUERY = 1000; // characters: an abstract, pasted

export function makeAnswers(lunr, terms, index) {
  const parse = makeParser(terms, index.fields, (term) => index.find(term) !== undefined);
  const ranksByTitle = makeTitles(terms, index);

  // { documents, score, terms }: the documents' numbers, best first, and for each its score and the terms that matched.
  // `goOn` throws where nobody waits for the answer any more.
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
    const demands = parse(text.slice(0, LONGEST_QUERY)).map(({ sign, readings }) => ({
      sign,
      readings: readings.map((reading) => reading.map((word) => word.map(expanded))),
    }));
    const ranks = ranksByTitle(text, !demands.some(({ sign }) => sign === "-"));
    return () => ranked(demands, ranks);
  }

  function expanded(clause) {
    return { clause, terms: expand(lunr, index, clause) };
  }

  // A paper whose title the query is comes first. Of those that score alike, the one of the newer day, or earlier in
  // its day, comes first: the one of the higher number.
  function ranked(demands, ranks) {
    const wanted = demands.filter(({ sign }) => sign !== "-");
    const clauses = wanted.flatMap(({ readings }) => readings.flat(2));
    const { found, scores } = score(index, clauses);
    // What only prohibits means all the others.
    if (demands.length && !wanted.length) found.fill(1);
    for (const demand of demands.filter(({ sign }) => sign !== "")) {
      const meeting = meetingOf(demand);
      const isMeant = demand.sign === "+" ? 1 : 0;
      for (let document = 0; document < found.length; document++) {
        if (meeting[document] !== isMeant) found[document] = 0;
      }
    }
    for (const document of ranks.keys()) found[document] = 1;

    const documents = [];
    for (let document = 0; document < found.length; document++) if (found[document]) documents.push(document);
    const keys = scores.map(rounded);
    documents.sort((a, b) => keys[b] - keys[a] || b - a);
    const titled = documents.filter((document) => ranks.has(document));
    titled.sort((a, b) => ranks.get(b) - ranks.get(a));
    return {
      documents: [...titled, ...documents.filter((document) => !ranks.has(document))],
      score: (document) => scores[document],
      terms: (document) => matched(clauses, document),
    };
  }

  // Which documents meet a demand, as a 1 for each: all words of one of its readings.
  function meetingOf({ readings }) {
    const meeting = new Uint8Array(index.size);
    for (const reading of readings) {
      const [first, ...others] = reading.map(having);
      for (let document = 0; document < meeting.length; document++) {
        if (first[document] && others.every((other) => other[document])) meeting[document] = 1;
      }
    }
    return meeting;
  }

  function having(word) {
    const flags = new Uint8Array(index.size);
    for (const { clause, terms: meant } of word) {
      for (const term of meant) {
        for (const field of clause.fields) for (const document of term.in(field).documents) flags[document] = 1;
      }
    }
    return flags;
  }
}

function matched(clauses, document) {
  const texts = clauses.flatMap(({ clause, terms }) =>
    terms.filter((term) => clause.fields.some((field) => term.frequency(field, document))).map(({ text }) => text),
  );
  return [...new Set(texts)];
}

// A sum taken in another order differs in its last bits.
const rounded = (score) => Math.round(score * 1e9);
