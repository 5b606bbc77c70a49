// Phrases, which no index tells: only the texts of papers do.

// `phrases` are those of an answer, `holds(text, phrase)` is its test, `textOf` has the texts of a paper's page.
// → isRight(document) → promise of whether its texts are as the phrases want them
export function makeCheck(index, { phrases, holds }, textOf) {
  return async function isRight(document) {
    const concerning = phrases.filter(({ concerns }) => concerns(document));
    if (!concerning.length) return true;
    const [{ title, address }] = await index.cards([document]);
    const isOpen = ({ isWanted, fields, text }) =>
      fields.some((field) => field !== "title") && !(isWanted && fields.includes("title") && holds(title, text));
    const texts = { ...(concerning.some(isOpen) ? await textOf(address) : {}), title };
    const isThere = ({ fields, text }) => fields.some((field) => holds(texts[field] ?? "", text));
    return concerning.every((phrase) => phrase.isWanted === isThere(phrase));
  };
}
