// The answer to a query from one index: which papers, in which order.

import { expand } from "./expand.js";
import { documentsOf, idIn } from "./ids.js";
import { leavesOf, meeting, withLeaves } from "./meaning.js";
import { newestFirst, Ordered } from "./order.js";
import { makeHolds } from "./phrase.js";
import { makeParser } from "./query.js";
import { score } from "./score.js";
import { makeSpelling } from "./spelling.js";
import { makeTitles } from "./titles.js";

const LONGEST_QUERY = 1000; // characters, of which an address may hold three times as many: no box takes more
const FEW = 3; // papers: too little, if there can be more
const MOST_CORRECTED = 10; // words: who pastes more has not typed them
const NOBODY = new Ordered([], newestFirst);
const NOTHING = { documents: NOBODY, score: () => 0, terms: () => [], phrases: [], spelling: null, opens: null, isVague: false };
const FOUND = 1;
const HAS_ALL_WORDS = 2;

// Of a query of several plain words, the papers with all of them come before the others, and misspelt words are
// corrected; unless all is to be `asLunr` has it.
export function makeAnswers(lunr, terms, index, { asLunr = false } = {}) {
  const parse = makeParser(terms, index, { asLunr });
  const ranksByTitle = makeTitles(terms, index);
  const holds = makeHolds(terms);
  const correct = makeSpelling(terms, index);

  // { documents, score, terms, phrases, holds, spelling, opens, isVague }:
  // - the documents' numbers, best first (order.js); for each its score, and the terms that matched;
  // - what must be looked up in the documents' texts yet, [{ text, fields, isWanted, concerns }, …]: where it concerns a
  //   document, one of the fields holds(its text, text) or, unless it is wanted, none does;
  // - null, or { text, isApplied }: what may have been meant, and whether the documents are those for it;
  // - null, or the address of the one paper that the text names by an id;
  // - whether nothing in the text tells papers apart yet: there are only signs, stop words, or a letter or two.
  // `goOn` throws where nobody waits for the answer any more.
  return async function answer(text, goOn = () => {}) {
    const { found, misspelt } = await complete(() => attempt(text), goOn);
    if (asLunr || !misspelt.length) return found;
    const meant = await complete(() => corrected(text, misspelt), goOn);
    if (meant === text) return found;
    if (found.documents.length) return { ...found, spelling: { text: meant, isApplied: false } };
    const other = await complete(() => attempt(meant), goOn);
    return other.found.documents.length ? { ...other.found, spelling: { text: meant, isApplied: true } } : found;
  };

  // What a query needs shows while it is worked out; what was fetched then may show more.
  async function complete(attempted, goOn) {
    for (;;) {
      goOn();
      const finish = attempted();
      if (index.files.isComplete) return finish();
      await index.files.fetchWanted();
    }
  }

  function corrected(text, places) {
    const better = correct(text, places);
    return () => better;
  }

  // Asks for all that is needed, as far as can be told by now. What it returns may be called when all is there:
  // { found, misspelt }, of which the latter is where words stand in the text that may be misspelt.
  function attempt(text) {
    const id = idIn(text);
    if (id === null) return attemptWords(text);
    const named = documentsOf(index, id);
    if (named?.length === 0) return attemptId(id);
    const opens = named && (index.card(named[0])?.address ?? null);
    return () => ({ found: { ...NOTHING, holds, documents: new Ordered(named, newestFirst), opens }, misspelt: [] });
  }

  // Of an id that no paper has, what mentions it. The other words of an address would find any address.
  function attemptId(id) {
    const finish = attemptWords(id.slice(id.indexOf(":") + 1));
    return () => ({ ...finish(), misspelt: [] });
  }

  function attemptWords(text) {
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
    const scores = score(index, leaves);
    const met = new Map(demands.map((demand) => [demand, meeting(demand.meaning, having)]));
    const tiers = tiersOf(demands, met);
    for (const [document, rank] of ranks) tiers[document] = HAS_ALL_WORDS + rank;

    const documents = new Ordered(
      numbersOf(tiers),
      (a, b) => tiers[b] - tiers[a] || rounded(scores[b]) - rounded(scores[a]) || b - a,
    );
    const found = {
      ...NOTHING,
      holds,
      documents,
      isVague: demands.every((demand) => demand.isVague),
      score: (document) => scores[document],
      terms: (document) => matched(leaves, document),
      phrases: demands
        .filter(({ phrase }) => phrase)
        .map((demand) => ({
          ...demand.phrase,
          isWanted: demand.sign === "+",
          concerns: (document) => met.get(demand)[document] === 1,
        })),
    };
    return { found, misspelt: ranks.size ? [] : misspeltIn(wanted, documents, met) };
  }

  // Where words stand that no paper has, or hardly any where nearly nothing was found.
  function misspeltIn(wanted, documents, met) {
    const counts = new Map(wanted.map((demand) => [demand, met.get(demand).reduce((sum, one) => sum + one, 0)]));
    const most = documents.length < FEW ? FEW : 1;
    const poor = wanted.filter((demand) => demand.bare && counts.get(demand) < most);
    return wanted.length <= MOST_CORRECTED ? poor.map(({ bare }) => bare) : [];
  }

  // Which documents are found, the better ones with higher numbers.
  function tiersOf(demands, met) {
    const wanted = demands.filter(({ sign }) => sign !== "-");
    const isPlain = !asLunr && demands.length > 1 && demands.every((demand) => demand.isPlain);
    const tiers = new Uint8Array(index.size);
    // What only prohibits means all the others.
    if (demands.length && !wanted.length) tiers.fill(FOUND);
    for (const demand of wanted) {
      const meets = met.get(demand);
      for (let document = 0; document < tiers.length; document++) if (meets[document]) tiers[document] = FOUND;
    }
    for (const demand of demands.filter(({ sign }) => sign !== "")) {
      // Whether a text has the words of a prohibited phrase in their order, only the text can tell.
      if (demand.sign === "-" && demand.phrase) continue;
      const [meets, meant] = [met.get(demand), demand.sign === "+" ? 1 : 0];
      for (let document = 0; document < tiers.length; document++) if (meets[document] !== meant) tiers[document] = 0;
    }
    if (isPlain) {
      const every = meeting({ all: demands }, (demand) => met.get(demand).slice());
      for (let document = 0; document < tiers.length; document++) if (every[document]) tiers[document] = HAS_ALL_WORDS;
    }
    return tiers;
  }

  function having({ clause, terms: meant }) {
    const flags = new Uint8Array(index.size);
    for (const term of meant) {
      for (const field of clause.fields) {
        const documents = term.documentsIn(field);
        for (let at = 0; at < documents.length; at++) flags[documents[at]] = 1;
      }
    }
    return flags;
  }
}

// The numbers of the documents that have a flag, in ascending order.
function numbersOf(flags) {
  const numbers = new Uint32Array(flags.length);
  let count = 0;
  for (let document = 0; document < flags.length; document++) if (flags[document]) numbers[count++] = document;
  return numbers.subarray(0, count);
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
