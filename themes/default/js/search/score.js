// lunr's scores (BM25, rounded as its builder rounds), summed up over typed arrays.

const B = 0.75;
const K1 = 1.2;

// The score of each document, by a list of { clause, terms }.
export function score(index, expanded) {
  const scores = new Float64Array(index.size);
  for (const field of index.directory.fields) {
    const boosts = boostsIn(field.name, expanded);
    const length = Math.sqrt([...boosts.values()].reduce((sum, boost) => sum + boost * boost, 0));
    for (const [term, boost] of boosts) {
      if (!term.isIn(field.name)) continue;
      const { documents, frequencies, lengths } = term.in(field.name);
      const mean = field.terms / index.size;
      const rarity = idf(index, term);
      const share = boost / length || 0;
      for (let at = 0; at < documents.length; at++) {
        const frequency = frequencies[at];
        const norm = K1 * (1 - B + B * (lengths[at] / mean)); // what the length of the field takes off
        const weight = ((rarity * ((K1 + 1) * frequency)) / (norm + frequency)) * field.boost;
        scores[documents[at]] += (Math.round(weight * 1000) / 1000) * share;
      }
    }
  }
  return scores;
}

// The query's vector for a field, as Map of the terms, to which several clauses may add.
function boostsIn(field, expanded) {
  const terms = new Map(); // by text: two clauses may mean one term
  const boosts = new Map();
  for (const { clause, terms: meant } of expanded) {
    if (!clause.fields.includes(field)) continue;
    for (const term of meant) {
      if (!terms.has(term.text)) terms.set(term.text, term);
      const one = terms.get(term.text);
      boosts.set(one, (boosts.get(one) ?? 0) + (clause.boost ?? 1));
    }
  }
  return boosts;
}

// lunr counts a document once for each field that has the term.
function idf({ size }, { count }) {
  return Math.log(1 + Math.abs((size - count + 0.5) / (count + 0.5)));
}
