// The whole index that lunr.js itself builds of the same terms, to compare with.

import { makeAnswers } from "/js/search/answer.js";
import { readDirectory } from "/js/search/files.js";
import { Index } from "/js/search/index.js";
import { makeTerms } from "/js/search/terms.js";

// lunr knows equal nodes of its set of terms by letters and numbers run together, where "1" and 23 is "12" and 3: so
// some terms with digits would be lost, and others be there that no paper has.
lunr.TokenSet.prototype.toString = function () {
  const edges = Object.keys(this.edges).sort();
  return (this.final ? "1" : "0") + edges.map((label) => `${label}${this.edges[label].id};`).join("");
};

// documents: the terms of each field, oldest first; their references are their numbers.
export function wholeIndex(lunr, fields, documents) {
  lunr.QueryLexer.termSeparator = lunr.tokenizer.separator;
  const builder = new lunr.Builder();
  builder.tokenizer = (terms) => (terms ?? []).map((term) => new lunr.Token(term));
  builder.searchPipeline = lunr.Pipeline.load(["trimEnds", "stopWordFilter", "stemmer"]);
  builder.ref("number");
  for (const [name, boost] of fields) builder.field(name, { boost });
  documents.forEach((terms, number) => builder.add({ ...terms, number }));
  return builder.build();
}

export async function openIndex(address) {
  return new Index(await readDirectory(address), new URL(".", new URL(address, document.baseURI)));
}

// The engine without what is around it: { documents, score } of a query, without cards.
export async function openAnswers(lunr, address) {
  const index = await openIndex(address);
  return makeAnswers(lunr, makeTerms(lunr, index.directory), index);
}

// What lunr finds and what the engine finds: null where it is the same papers with the same scores, in the same order
// wherever scores differ, and otherwise the newest first.
export async function difference(index, answer, query) {
  const theirs = new Map(index.search(query).map(({ ref, score }) => [Number(ref), score]));
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
