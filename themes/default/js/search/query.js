// lunr's query language, read so that everything has a meaning: what does not parse is plain text.
//
// A query is a list of demands, one for each part between white space: { sign, meaning, isPlain, bare, phrase, isVague }.
// The leaves of a meaning are lunr's clauses, of which all or any must be met. `bare`, { start, end }, is where words
// without operators stand in the query. A phrase is { text, fields }: what has its words must be looked up in the text
// yet. Vague is what a stop word may become.

import { all, any } from "./meaning.js";
import { sought, together } from "./terms.js";

const QUOTED = /([+-]?)(?:([a-z]+):)?["“”„]([^"“”„]*)["“”]/iuy;
const PART = /^([+-]?)(.*?)((?:(?<!\\)[~^]\d+)*(?:(?<!\\)~)?)$/su; // a number after the last tilde may yet be typed
const FIELD = /^([a-z]+):(.*)$/isu;
const BOLD = /\*{2,}/gu; // pasted Markdown, no wildcards
const OTHER_NAMES = new Map([
  ["titles", "title"],
  ["abstracts", "abstract"],
  ["topic", "topics"],
  ["tag", "topics"],
  ["tags", "topics"],
  ["author", "authors"],
  ["org", "organization"],
  ["organizations", "organization"],
  ["organisation", "organization"],
  ["organisations", "organization"],
]);

// The endings that the stemmer takes off, one by one or several at once.
const ENDINGS = `s es ed er ers ing ings y ies al als ally ality alize alized alizing alization ance ences ant ent ently
  ence able ably ability ible ibility ment ments ion ions ation ations ational ator ators ative atively ism isms ity
  ities ous ously ousness ive ively iveness ivity ize ized izes izing ization ful fully fulness ness ly ical ically
  icity icate icated icating logy logies`.split(/\s+/u);
const CUT_ENDINGS = ENDINGS.flatMap((ending) => [...ending].map((_, at) => [ending.slice(0, at), ending.slice(at)]));

// What grows without measure in lunr: every edit multiplies the ways to match, in a long word more than in a short.
const MOST_EDITS = 2;
const LONGEST_FUZZY = 24;
const MOST_BOOST = 1000;

const TEXTS = ["title", "abstract"]; // where phrases are sought unless a field is named
const TOPICS = "topics";
const SHORTEST_PREFIX = 3;
const FEW_SHARDS = 12; // where terms that begin so lie in no more, a shorter one that is no word is sought as well
const PREFIX_WEIGHT = 0.05; // beside an exact match

// `index` is asked what it knows of the terms that a query may mean. For lunr, stop words mean nothing.
export function makeParser(terms, index, { asLunr = false } = {}) {
  const { fields } = index;
  const isKnown = (term) => index.find(term) !== undefined;

  function fieldNamed(name) {
    const key = name.toLowerCase();
    return fields.find((field) => field === (OTHER_NAMES.get(key) ?? key));
  }

  // What a query consists of, so far as it is well formed: { whole, sign, field, body, suffix } or, of a phrase,
  // { sign, field, quoted }.
  function parts(text) {
    const found = [];
    let waiting = null; // a field with white space after its colon: it is that of the next part
    for (const part of cut(text)) {
      let { sign, field } = part;
      if (waiting && !field && sign === "") {
        ({ sign, field } = waiting);
        found.pop();
      }
      waiting = field && part.body === "" ? { sign, field } : null;
      found.push(waiting ? { ...part, field: undefined, body: part.whole, suffix: "" } : { ...part, sign, field });
    }
    return found;
  }

  function* cut(text) {
    const next = /\S+/uy;
    for (let at = start(text, 0); at < text.length; at = start(text, at)) {
      QUOTED.lastIndex = next.lastIndex = at;
      const quoted = QUOTED.exec(text);
      if (quoted && !(quoted[2] && !fieldNamed(quoted[2]))) {
        at = QUOTED.lastIndex;
        yield { sign: quoted[1], field: quoted[2] && fieldNamed(quoted[2]), quoted: quoted[3] };
      } else {
        const [whole] = next.exec(text);
        at = next.lastIndex;
        yield { ...operators(whole), end: at };
      }
    }
  }

  function start(text, at) {
    return at + text.slice(at).search(/\S|$/u);
  }

  function operators(whole) {
    let [, sign, body, suffix] = PART.exec(whole);
    if (body === "" || /^[+-]/u.test(body)) [sign, body, suffix] = ["", whole, ""];
    const colon = FIELD.exec(body);
    const field = colon ? fieldNamed(colon[1]) : undefined;
    return { whole, sign, field, body: field ? colon[2] : body, suffix };
  }

  function demand(part, isTyped) {
    if (part.quoted !== undefined) return phrase(part);
    const { whole, sign, field, body, suffix } = part;
    const readings = [words(part, isTyped)];
    const asItStands = literal(whole);
    if (asItStands) readings.push(asItStands);
    else if (!field && body.includes(":")) {
      // The colon of no field: its two sides do as well, where no paper has both as one word.
      readings.push(words({ ...part, body: body.replaceAll(":", " ") }, isTyped));
    }
    const isPlain = !(sign || field || suffix || body.includes("*"));
    const isBare = !suffix && !/[*\\]/u.test(body);
    const bare = isBare ? { start: part.end - body.length, end: part.end } : null;
    return { sign, meaning: any(readings), isPlain, bare };
  }

  // Whoever quotes words wants them.
  function phrase({ sign, field, quoted }) {
    const where = field ? [field] : TEXTS;
    const found = terms.split(quoted);
    const meaning = any(where.map((name) => all(found.map((word) => plain(word, { fields: [name] })))));
    const fields = where.filter((name) => TEXTS.includes(name));
    return { sign: sign || "+", meaning, ...(fields.length && { phrase: { text: quoted, fields } }) };
  }

  // `10^6` may be a number, `a\b` no escape: a part that the index knows as it stands means that as well.
  function literal(whole) {
    const found = terms.split(whole).flatMap(terms.termsOf);
    const isMore = found.some((term) => /[~^:\\]/u.test(term)) && found.every(isKnown);
    return isMore ? all(found.map((term) => clause(term, { fields }))) : null;
  }

  function words({ sign, field, body, suffix }, isTyped) {
    const scope = { fields: field ? [field] : fields };
    for (const [, kind, digits] of suffix.matchAll(/([~^])(\d*)/gu)) {
      if (kind === "^") scope.boost = Math.min(Number(digits), MOST_BOOST);
      else scope.editDistance = Math.min(Number(digits || 1), MOST_EDITS);
    }
    const found = terms.split(body.replaceAll("\\", ""));
    const typedAt = isTyped && sign !== "-" && suffix === "" ? found.length - 1 : -1;
    return (sign === "" ? any : all)(found.map((word, at) => meaningOf(word, scope, at === typedAt)));
  }

  function meaningOf(word, scope, isTyped) {
    const bare = word.replaceAll(BOLD, "");
    return bare.includes("*") && !terms.hasUnspaced(bare) ? wildcards(bare, scope) : plain(word, scope, isTyped);
  }

  // A word of several parts is met by all of them, or by all together as one.
  function plain(word, scope, isTyped = false) {
    const runs = terms.runsOf(word);
    return all(
      runs.map(({ letters, parts }, at) => {
        if (letters) return unspaced(letters, withoutEdits(scope));
        const typedAt = isTyped && at === runs.length - 1 ? parts.length - 1 : -1;
        const whole = parts.length > 1 ? piece(together(parts), scope, typedAt >= 0) : null;
        return any([whole, all(parts.map((part, place) => partly(part, scope, place === typedAt)))]);
      }),
    );
  }

  function unspaced(letters, scope) {
    const options = letters.length > 1 ? scope : { ...scope, letter: letters[0] };
    return all(sought(letters).map((term) => clause(term, options)));
  }

  function partly({ text, numbered: [letters, number] }, scope, isTyped) {
    const whole = piece(text, scope, isTyped);
    return number ? any([whole, all([piece(letters, scope), piece(number, scope, isTyped)])]) : whole;
  }

  function piece(text, { editDistance, ...scope }, isTyped) {
    const term = terms.term(text);
    if (term === "") return null;
    const isFuzzy = editDistance > 0 && term.length <= LONGEST_FUZZY;
    const exact = clause(term, isFuzzy ? { ...scope, editDistance } : scope);
    if (!isTyped) return exact;
    const longer = beginning(text, scope);
    // A letter or two that no paper has as a word, and very many begin with, say nothing yet.
    return longer.length || !index.lacks(term, scope.fields) ? any([exact, ...longer]) : null;
  }

  // Wildcards go past the stemmer; what stands around them is trimmed as every word is.
  function wildcards(word, scope) {
    const [, before, core, after] = /^(\*?)(.*?)(\*?)$/su.exec(word);
    const pattern = before + terms.normal(core) + after;
    // A lone one is everything, which makes sense of a field alone: `organization:*`.
    return pattern === "" || (pattern === "*" && scope.fields === fields) ? null : clause(pattern, withoutEdits(scope));
  }

  // While somebody types, the last word may be the beginning of a longer one, of which the stemmer knows nothing.
  function beginning(start, scope) {
    if ([...start].length < SHORTEST_PREFIX) return shortBeginning(start, scope);
    const weighed = isKnown(terms.term(start)) ? { ...scope, boost: PREFIX_WEIGHT } : scope;
    return [`${start}*`, ...onTheWay(start)].map((term) => clause(term, weighed));
  }

  function shortBeginning(start, scope) {
    const term = terms.term(start);
    if (start === "" || (term && !index.lacks(term, scope.fields))) return [];
    if (index.shardsBeginningWith(start) <= FEW_SHARDS) return [clause(`${start}*`, scope)];
    // What topics are called, the directory has.
    const names = scope.fields.join() === TOPICS ? index.directory.topics.flat().flatMap(terms.split) : [];
    const begun = names.flatMap(terms.termsOf).filter((name) => name.startsWith(start));
    return [...new Set(begun)].map((name) => clause(name, scope));
  }

  // `retrieva` begins no term, since `retrieval` is indexed as `retriev`: it is on its way to an ending.
  function onTheWay(start) {
    const whole = CUT_ENDINGS.filter(([here]) => start.endsWith(here)).map(([, rest]) => start + rest);
    return [...new Set(whole.map(terms.term))].filter(isKnown);
  }

  function clause(term, options) {
    return { ...options, term, usePipeline: false };
  }

  return function parse(text) {
    const found = parts(text);
    const last = found.at(-1);
    const typed = /\s$/u.test(text) ? undefined : last;
    const demands = found.map((part) => demand(part, part === typed)).filter(({ meaning }) => meaning);
    const isFinished = asLunr && last !== typed;
    if (demands.length || !last?.body || last.sign === "-" || isFinished) return demands;
    // Nothing but stop words: the last may become another word yet, or was to.
    const start = terms.normal(terms.split(last.body).at(-1) ?? "");
    const meaning = any(beginning(start, { fields: last.field ? [last.field] : fields }));
    return meaning ? [{ sign: "", meaning, isPlain: true, isVague: true }] : [];
  };
}

function withoutEdits({ editDistance, ...scope }) {
  return scope;
}
