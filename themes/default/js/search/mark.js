// A text in pieces, [[words, whether they matched], …], which together are the text.

export function makeMark(terms, { separator }) {
  const separators = new RegExp(`(${separator}+)`, "u");

  return function mark(text, matched) {
    const known = new Set(matched);
    const pieces = [];
    const add = (piece, isMatch) => {
      if (piece === "") return;
      if (pieces.length && pieces.at(-1)[1] === isMatch) pieces.at(-1)[0] += piece;
      else pieces.push([piece, isMatch]);
    };
    for (const token of text.split(separators)) {
      const core = terms.trim(token);
      const isMatch = core !== "" && known.has(terms.term(terms.split(token)[0] ?? ""));
      const start = token.indexOf(core);
      add(token.slice(0, start), false);
      add(core, isMatch);
      add(token.slice(start + core.length), false);
    }
    return pieces;
  };
}
