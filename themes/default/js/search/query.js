// lunr's query language, read so that everything has a meaning: what does not parse is plain text.
//
// A query is a list of demands, one for each part between white space: { sign, readings }. A reading is a list of
// words, and a paper must have all of them to meet it; a word is a list of lunr's clauses, any of which will do.

const PART = /^([+-]?)(.*?)((?:(?<!\\)[~^]\d+)*)$/su;
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

const SHORTEST_PREFIX = 3;
const PREFIX_WEIGHT = 0.05; // beside an exact match

export function makeParser(terms, fields, isKnown) {
  function fieldNamed(name) {
    const key = name.toLowerCase();
    return fields.find((field) => field === (OTHER_NAMES.get(key) ?? key));
  }

  // What a query consists of, so far as it is well formed: { whole, sign, field, body, suffix }.
  function parts(text) {
    const found = [];
    let waiting = null; // a field with white space after its colon: it is that of the next part
    for (const whole of text.split(/\s+/u).filter(Boolean)) {
      let [, sign, body, suffix] = PART.exec(whole);
      if (body === "" || /^[+-]/u.test(body)) [sign, body, suffix] = ["", whole, ""];
      const colon = FIELD.exec(body);
      let field = colon ? fieldNamed(colon[1]) : undefined;
      if (field) body = colon[2];
      if (waiting && !field && sign === "") {
        ({ sign, field } = waiting);
        found.pop();
      }
      waiting = field && body === "" ? { sign, field } : null;
      found.push(waiting ? { whole, sign, body: whole, suffix: "" } : { whole, sign, field, body, suffix });
    }
    return found;
  }

  function demand(part, isTyped) {
    const readings = [words(part, isTyped)];
    const asItStands = literal(part.whole);
    if (asItStands.length) readings.push(asItStands);
    else if (!part.field && part.body.includes(":")) {
      // The colon of no field: its two sides do as well, where no paper has both as one word.
      readings.push(words({ ...part, body: part.body.replaceAll(":", " ") }, isTyped));
    }
    return { sign: part.sign, readings: readings.filter((reading) => reading.length) };
  }

  // `10^6` may be a number, `a\b` no escape: a part that the index knows as it stands means that as well.
  function literal(whole) {
    const found = terms.split(whole).map(terms.term).filter(Boolean);
    const isMore = found.some((term) => /[~^:\\]/u.test(term)) && found.every(isKnown);
    return isMore ? found.map((term) => [clause(term, { fields })]) : [];
  }

  function words({ sign, field, body, suffix }, isTyped) {
    const scope = { fields: field ? [field] : fields };
    for (const [, kind, digits] of suffix.matchAll(/([~^])(\d+)/gu)) {
      if (kind === "^") scope.boost = Math.min(Number(digits), MOST_BOOST);
      else scope.editDistance = Math.min(Number(digits), MOST_EDITS);
    }
    const tokens = terms.split(body.replaceAll("\\", ""));
    const typedAt = isTyped && sign !== "-" && suffix === "" ? tokens.length - 1 : -1;
    return tokens.map((token, at) => word(token, scope, at === typedAt)).filter((clauses) => clauses.length);
  }

  function word(token, { editDistance, ...scope }, isTyped) {
    if (token.replaceAll(BOLD, "").includes("*")) return wildcards(token, scope);
    const term = terms.term(token);
    if (term === "") return [];
    const isFuzzy = editDistance > 0 && term.length <= LONGEST_FUZZY;
    const exact = clause(term, isFuzzy ? { ...scope, editDistance } : scope);
    return isTyped ? [exact, ...beginning(token, scope)] : [exact];
  }

  // Wildcards go past the stemmer; what stands around them is trimmed as every token is.
  function wildcards(token, scope) {
    const [, before, core, after] = /^(\*?)(.*?)(\*?)$/su.exec(token.replaceAll(BOLD, ""));
    const pattern = before + terms.normal(core) + after;
    // A lone one is everything, which makes sense of a field alone: `organization:*`.
    return pattern === "" || (pattern === "*" && scope.fields === fields) ? [] : [clause(pattern, scope)];
  }

  // While somebody types, the last word may be the beginning of a longer one, of which the stemmer knows nothing.
  function beginning(token, scope) {
    const start = terms.normal(token);
    if ([...start].length < SHORTEST_PREFIX) return [];
    const weighed = isKnown(terms.term(token)) ? { ...scope, boost: PREFIX_WEIGHT } : scope;
    return [`${start}*`, ...onTheWay(start)].map((term) => clause(term, weighed));
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
    const last = /\s$/u.test(text) ? undefined : found.at(-1);
    const demands = found.map((part) => demand(part, part === last)).filter(({ readings }) => readings.length);
    if (demands.length || !last || last.sign === "-") return demands;
    // Nothing but stop words: the last may become another word yet.
    const clauses = beginning(terms.split(last.body).at(-1) ?? "", { fields });
    return clauses.length ? [{ sign: "", readings: [[clauses]] }] : [];
  };
}
