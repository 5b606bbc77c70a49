// How many letters differ between two words: left out, put in, another one, or two neighbours swapped (the distance of
// Damerau and Levenshtein, where nothing is changed twice). `most` + 1 stands for all that is more than `most`.

export function distance(a, b, most) {
  const isFar = Math.abs(a.length - b.length) > most || lacking(a, b) > most || lacking(b, a) > most;
  if (isFar) return most + 1;
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(last[j] + 1, row[j - 1] + 1, changed));
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return Math.min(last[b.length], most + 1);
}

// How many kinds of letters of a word the other lacks, or fewer: which is soon told, and mostly enough.
function lacking(a, b) {
  let count = 0;
  for (let kinds = kindsOf(a) & ~kindsOf(b); kinds; kinds &= kinds - 1) count++;
  return count;
}

function kindsOf(word) {
  let kinds = 0;
  for (let at = 0; at < word.length; at++) kinds |= 1 << (word.charCodeAt(at) & 31);
  return kinds;
}
