// Which terms of the index a clause of a query means, as lunr has it.

export function expand(lunr, index, clause) {
  const isFuzzy = "editDistance" in clause;
  if (!isFuzzy && !clause.term.includes("*")) return [index.find(clause.term)].filter(Boolean);
  const start = isFuzzy ? "" : clause.term.slice(0, clause.term.indexOf("*"));
  if (!isFuzzy && clause.term === `${start}*`) return index.beginningWith(start, () => true);
  return index.beginningWith(start, passes(lunr.TokenSet.fromClause(clause)));
}

// Whether a pattern, lunr's set of tokens, lets a term through. What sorted terms have in common is looked at once.
function passes(pattern) {
  const reached = [[pattern]]; // where in the pattern one can be after so many characters of the term
  let before = "";
  return (text) => {
    let at = 0;
    while (at + 1 < reached.length && text[at] === before[at]) at++;
    reached.length = at + 1;
    before = text;
    while (at < text.length && reached[at].length) {
      reached.push(step(reached[at], text[at]));
      at++;
    }
    return at === text.length && reached[at].some((node) => node.final);
  };
}

function step(nodes, character) {
  const next = new Set();
  for (const { edges } of nodes) {
    if (edges[character]) next.add(edges[character]);
    if (edges["*"]) next.add(edges["*"]);
  }
  return [...next];
}
