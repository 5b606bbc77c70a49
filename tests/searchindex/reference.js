// The whole index that lunr.js itself builds of the same terms, to compare with.

import { makeAnswers } from "/js/search/answer.js";
import { readDirectory } from "/js/search/files.js";
import { Index } from "/js/search/index.js";
import { makeTerms, sought } from "/js/search/terms.js";

// lunr knows equal nodes of its set of terms by letters and numbers run together, where "1" and 23 is "12" and 3: so
// some terms with digits would be lost, and others be there that no paper has.
lunr.TokenSet.prototype.toString = function () {
  const edges = Object.keys(this.edges).sort();
  return (this.final ? "1" : "0") + edges.map((label) => `${label}${this.edges[label].id};`).join("");
};

// documents: the words of each field, oldest first; their references are their numbers. lunr's own pipelines make the
// terms of them, and of queries.
export function wholeIndex(lunr, fields, documents, { piecesOf }) {
  const soughtPieces = (token) => piecesOf(token.toString(), sought).map((piece) => token.clone(() => piece));
  delete lunr.Pipeline.registeredFunctions.soughtPieces;
  lunr.Pipeline.registerFunction(soughtPieces, "soughtPieces");
  lunr.QueryLexer.termSeparator = lunr.tokenizer.separator;
  const builder = new lunr.Builder();
  builder.tokenizer = (words) => (words ?? []).map((word) => new lunr.Token(word));
  builder.pipeline = lunr.Pipeline.load(["indexedPieces", "stopWordFilter", "stemmer"]);
  builder.searchPipeline = lunr.Pipeline.load(["soughtPieces", "stopWordFilter", "stemmer"]);
  builder.ref("number");
  for (const [name, boost] of fields) builder.field(name, { boost });
  documents.forEach((words, number) => builder.add({ ...words, number }));
  return builder.build();
}

export async function openIndex(address) {
  return new Index(await readDirectory(address), new URL(".", new URL(address, document.baseURI)));
}

// The engine without what is around it, as lunr has it: { documents, score, … } of a query, without cards,
// the documents as an array.
export async function openAnswers(lunr, address, options = { asLunr: true }) {
  const index = await openIndex(address);
  const answer = makeAnswers(lunr, makeTerms(lunr, index.directory), index, options);
  return async (query) => {
    const found = await answer(query);
    const first = found.documents.slice(0, 10); // sought without sorting the others
    const documents = [...found.documents];
    if (documents.slice(0, 10).join() !== first.join()) throw new Error(`${query}: ${first} are not the first`);
    return { ...found, documents };
  };
}

// What lunr finds: the scores by document. For lunr any of a word's pieces does; for a word of several pieces, as
// `combined` has them ({ word: [[piece, …], …] }, each list one way to meet it), the documents are those that lunr
// finds where all pieces of a list are required.
export function found(index, query, combined) {
  const scores = ({ ref, score }) => [Number(ref), score];
  const wanted = new lunr.Query(index.fields);
  new lunr.QueryParser(query, wanted).parse();
  if (!wanted.clauses.some(({ term }) => term in combined)) return new Map(index.search(query).map(scores));

  const { OPTIONAL, REQUIRED, PROHIBITED } = lunr.Query.presence;
  const having = ({ term, usePipeline, ...clause }) => {
    const lists = combined[term] ?? [usePipeline ? index.pipeline.runString(term) : [term]];
    const requiring = (list) => (query) =>
      list.forEach((piece) => query.clause({ ...clause, term: piece, presence: REQUIRED, usePipeline: false }));
    return new Set(lists.flatMap((list) => index.query(requiring(list)).map(({ ref }) => Number(ref))));
  };
  const sets = wanted.clauses.map((clause) => ({ presence: clause.presence, documents: having(clause) }));
  const positive = wanted.clauses.filter(({ presence }) => presence !== PROHIBITED);
  const scored = new Map(
    (positive.length ? index.query((query) => positive.forEach((c) => query.clause({ ...c, presence: OPTIONAL }))) : []).map(scores),
  );
  const isFound = (document) =>
    (!positive.length || sets.some((set) => set.presence !== PROHIBITED && set.documents.has(document))) &&
    sets.every(
      ({ presence, documents }) =>
        presence === OPTIONAL || (presence === REQUIRED) === documents.has(document),
    );
  const candidates = positive.length ? sets.flatMap(({ documents }) => [...documents]) : everything(index);
  return new Map(candidates.filter(isFound).map((document) => [document, scored.get(document) ?? 0]));
}

function everything(index) {
  return [...new Set(Object.keys(index.fieldVectors).map((name) => Number(name.slice(name.indexOf("/") + 1))))];
}

// What lunr finds and what the engine finds: null where it is the same papers with the same scores, in the same order
// wherever scores differ, and otherwise the newest first.
export async function difference(index, answer, query, combined = {}) {
  const theirs = found(index, query, combined);
  const ours = await answer(`${query} `);
  const near = (a, b) => Math.abs(a - b) < 1e-9;
  if (theirs.size !== ours.documents.length) return `${query}: ${theirs.size} there, ${ours.documents.length} here`;
  let before = null;
  for (const number of ours.documents) {
    const [here, there] = [ours.score(number), theirs.get(number)];
    if (there === undefined || !near(here, there)) return `${query}: ${number} scores ${there} there, ${here} here`;
    if (before !== null) {
      const order = theirs.get(before) - there;
      if (order < 0 && !near(order, 0)) return `${query}: ${before} before ${number}`;
      if (near(order, 0) && before < number && order === 0) return `${query}: the older ${before} before ${number}`;
    }
    before = number;
  }
  return null;
}
