// What a part of a query means: { all } or { any } of several meanings, or one leaf. null means nothing.

export const all = (meanings) => joined("all", meanings);
export const any = (meanings) => joined("any", meanings);

function joined(kind, meanings) {
  const some = meanings.filter(Boolean);
  return some.length > 1 ? { [kind]: some } : (some[0] ?? null);
}

export function leavesOf(meaning) {
  return (meaning.all ?? meaning.any)?.flatMap(leavesOf) ?? [meaning];
}

// The same with other leaves.
export function withLeaves(meaning, change) {
  if (meaning.all) return { all: meaning.all.map((one) => withLeaves(one, change)) };
  if (meaning.any) return { any: meaning.any.map((one) => withLeaves(one, change)) };
  return change(meaning);
}

// Which documents meet it, a 1 for each, by those that meet a leaf.
export function meeting(meaning, ofLeaf) {
  const parts = meaning.all ?? meaning.any;
  if (!parts) return ofLeaf(meaning);
  const [flags, ...others] = parts.map((part) => meeting(part, ofLeaf));
  const isAll = Boolean(meaning.all);
  for (const other of others) {
    for (let document = 0; document < flags.length; document++) {
      if (isAll) flags[document] &= other[document];
      else flags[document] |= other[document];
    }
  }
  return flags;
}
