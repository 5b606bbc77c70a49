// From text to the terms of the index, exactly as the index was made: it brings the classes of characters along.

export function makeTerms(lunr, { separator, trimmed }) {
  const ends = new RegExp(`^${trimmed}+|${trimmed}+$`, "gu");
  const trim = (token) => token.replace(ends, "");
  // Whether a capital sigma ends its word depends on the words around it: both small ones are the same here.
  // So are the apostrophe of print, which phones type, and that of keyboards.
  const normal = (token) => trim(token).replaceAll("ς", "σ").replaceAll("’", "'");

  // lunr's own trimmer takes JavaScript's \W off, and with it every letter that is not ASCII.
  function trimEnds(token) {
    token.update(normal);
    return token.toString() === "" ? undefined : token;
  }

  lunr.tokenizer.separator = new RegExp(separator, "u");
  delete lunr.Pipeline.registeredFunctions.trimEnds; // lunr warns of a second one
  lunr.Pipeline.registerFunction(trimEnds, "trimEnds");
  const pipeline = lunr.Pipeline.load(["trimEnds", "stopWordFilter", "stemmer"]);

  return {
    trim,
    normal,
    split: (text) => lunr.tokenizer(text.normalize("NFC")).map(String),
    // Empty for a stop word, and for a token of which the trimming leaves nothing.
    term: (token) => pipeline.runString(token)[0] ?? "",
  };
}
