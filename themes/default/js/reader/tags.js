// Tags as a reader types them: `to read, RAG` is two.

const MOST = 20;
const LONGEST = 50; // characters

export function tagsIn(text) {
  const tags = text.split(/[,，、;；\n]/u).map((piece) => piece.replace(/^[\s#]+|\s+$/gu, "").slice(0, LONGEST).trim());
  return differing(tags.filter(Boolean)).slice(0, MOST);
}

// Tags that differ by more than their capitals, as the first of them has these.
export function differing(tags) {
  const byName = new Map();
  for (const tag of tags) if (!byName.has(tag.toLowerCase())) byName.set(tag.toLowerCase(), tag);
  return [...byName.values()];
}
