// Tags as a reader types them: `to read, RAG` is two.

const MOST = 20;
const LONGEST = 50; // characters

export function tagsIn(text) {
  const tags = new Map(); // by what they are but for capitals
  for (const piece of text.split(/[,，、;；\n]/u)) {
    const tag = piece.replace(/^[\s#]+|\s+$/gu, "").slice(0, LONGEST).trim();
    if (tag && !tags.has(tag.toLowerCase())) tags.set(tag.toLowerCase(), tag);
  }
  return [...tags.values()].slice(0, MOST);
}
