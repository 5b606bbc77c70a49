// Papers by what they are known by elsewhere: arXiv's id or address, a Hugging Face page, a DOI.

const ARXIV = String.raw`(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?`;
const SITE = String.raw`(?:https?:\/\/)?(?:[a-z]+\.)*`;
const END = String.raw`\/?(?:[?#].*)?$`;
const KINDS = [
  ["arxiv", new RegExp(String.raw`^(?:arxiv:\s*)?${ARXIV}(?:\s*\[[^\]]*\])?$`, "u")],
  ["arxiv", new RegExp(String.raw`^${SITE}(?:arxiv|alphaxiv)\.org\/[a-z]+\/${ARXIV}${END}`, "u")],
  ["arxiv", new RegExp(String.raw`^${SITE}(?:huggingface|hf)\.co\/papers\/${ARXIV}${END}`, "u")],
  ["arxiv", new RegExp(String.raw`^(?:doi:\s*|${SITE}doi\.org\/)?10\.48550\/arxiv\.${ARXIV}${END}`, "u")],
  ["doi", new RegExp(String.raw`^(?:doi:\s*|${SITE}doi\.org\/)?(10\.\d{4,9}\/\S+)$`, "u")],
];

// The id that a text is, as the index has it: `arxiv:2401.00010`, `doi:10.1000/xyz123`; null where it is none.
export function idIn(text) {
  const plain = text.trim().toLowerCase().replaceAll("%2f", "/").replace(/^<|[>.,;]+$/gu, "");
  for (const [kind, pattern] of KINDS) {
    const found = pattern.exec(plain);
    if (found) return `${kind}:${found[1]}`;
  }
  return null;
}

// The documents of an id, the newest first, undefined where the file that says it is missing.
export function documentsOf(index, id) {
  const { first } = index.directory.ids;
  const at = first.findLastIndex((text) => text <= id);
  if (at < 0) return [];
  const file = index.numbered("ids", at);
  return file && [...file.numbers].filter((_, place) => file.texts[place] === id).reverse();
}
