// The patterns by which words are told apart and cut, of the classes of characters that come with the index;
// sitegen/searchindex/letters.py tells what they are.

export function makePatterns({ separators, joints, trimmed, possessive, unspaced, folded }) {
  return {
    separator: new RegExp(`[${separators}]`, "u"),
    words: new RegExp(`[^${separators}]+`, "gu"),
    // Runs of letters that are written without spaces, and all between them.
    runs: new RegExp(`[${unspaced}]+|[^${unspaced}]+`, "gu"),
    isUnspaced: new RegExp(`^[${unspaced}]`, "u"),
    parts: new RegExp(`[^${joints}]+`, "gu"),
    ends: new RegExp(`^[${trimmed}]+|${possessive}?[${trimmed}]+$|${possessive}$`, "gu"),
    numbered: new RegExp(`^([^0-9${trimmed}]+)[${trimmed}]*([0-9].*)$`, "su"),
    foldable: new RegExp(`[${Object.keys(folded).join("")}]`, "gu"),
  };
}
