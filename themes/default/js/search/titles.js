// A title, pasted as it stands, finds its paper first, whatever else the query could mean.

const FIELD = "title";

export function makeTitles(terms, index) {
  const lastPunctuation = new RegExp(`[${index.directory.letters.trimmed}]+$`, "u");
  const plain = (text) => text.normalize("NFC").toLowerCase().split(/\s+/u).join(" ").trim();
  const folded = (text) => plain(text).replace(lastPunctuation, "") || plain(text);
  const bare = (text) => terms.split(text).map(terms.normal).filter(Boolean).join(" ");

  // The documents whose title is the text, each with a rank: the nearer, the higher. Signs may differ in one that
  // prohibits nothing.
  function titled(text, isPlain) {
    const ranks = new Map();
    if (plain(text) === "") return ranks;
    for (const number of candidates(text)) {
      const title = index.card(number)?.title;
      if (title === undefined) continue;
      if (plain(title) === plain(text)) ranks.set(number, 3);
      else if (folded(title) === folded(text)) ranks.set(number, 2);
      else if (isPlain && bare(text) !== "" && bare(title) === bare(text)) ranks.set(number, 1);
    }
    return ranks;
  }

  // The documents whose titles have just the terms of the text: a few, whose cards say the rest.
  function candidates(text) {
    const having = terms.split(text).flatMap(terms.termsOf);
    if (!having.length) return index.directory.wordless;
    const numbers = new Map();
    for (const term of having) numbers.set(term, (numbers.get(term) ?? 0) + 1);
    const found = [...numbers].map(([term, number]) => ({ term: index.find(term), number }));
    if (!found.every(({ term }) => term)) return [];
    const lists = found.map(({ term }) => term.in(FIELD)).sort((a, b) => a.documents.length - b.documents.length);
    const { documents, lengths } = lists[0];
    return [...documents].filter(
      (document, at) =>
        lengths[at] === having.length && found.every(({ term, number }) => term.frequency(FIELD, document) === number),
    );
  }

  return titled;
}
