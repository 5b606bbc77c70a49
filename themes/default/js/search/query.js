// lunr's query language, read so that everything has a meaning: what does not parse is plain text.
//
// A query is a list of demands, one for each part between white space: { presence, readings }. A reading is a list
// of words that a paper must all have to meet it; a word is a list of lunr's clauses, any of which will do.

const PART = /^([+-]?)(.*?)((?:(?<!\\)[~^]\d+)*)$/su;
const FIELD = /^([a-z]+):(.*)$/isu;
const OTHER_NAMES = {
  titles: "title",
  abstracts: "abstract",
  topic: "topics",
  tag: "topics",
  tags: "topics",
  author: "authors",
  org: "organization",
  organisation: "organization",
  organizations: "organization",
  organisations: "organization",
};

const MOST_WILDCARDS = 3; // each multiplies the ways to match
const MOST_EDITS = 2; // so does each of these,
const LONGEST_FUZZY = 24; // in a long word more than in a short one
const SHORTEST_PREFIX = 3;
const PREFIX_WEIGHT = 0.05;

export function makeParser(terms, fields, isKnown) {
  const fieldNamed = (name) => [name.toLowerCase()].map((key) => OTHER_NAMES[key] ?? key).find((key) => fields.includes(key));

  // { sign, field, body, suffix, isTyped }: what a part consists of, if it is well formed.
  function parts(text) {
    const found = [];
    let waiting = null; // a field with white space after its colon is that of the next part
    for (const whole of text.split(/\s+/u).filter(Boolean)) {
      let [, sign, body, suffix] = PART.exec(whole);
      if (/^[+-]/u.test(body) || body === "") [sign, body, suffix] = ["", whole, ""];
      const match = FIELD.exec(body);
      let field = match && fieldNamed(match[1]);
      if (field) body = match[2];
      if (waiting && !field && sign === "") {
        ({ sign, field } = waiting);
        found.pop();
      }
      waiting = field && body === "" ? { sign, field } : null;
      found.push(waiting ? { whole, sign, body: match[1], suffix: "" } : { whole, sign, field, body, suffix });
    }
    return found;
  }

  function words({ field, body, suffix }, isTyped) {
    const scope = { fields: field ? [field] : fields };
    for (const [, kind, digits] of suffix.matchAll(/([~^])(\d+)/gu)) {
      if (kind === "^") scope.boost = Math.min(Number(digits), 1000);
      else scope.editDistance = Math.min(Number(digits), MOST_EDITS);
    }
    const tokens = terms.split(body.replaceAll("\\", ""));
    return tokens
      .map((token, at) => word(token, scope, isTyped && suffix === "" && at === tokens.length - 1))
      .filter((clauses) => clauses.length);
  }

  function word(token, { editDistance, ...scope }, isTyped) {
    const pattern = wildcards(token);
    if (pattern && (pattern !== "*" || scope.fields.length === 1)) return [clause(pattern, scope)];
    const term = terms.term(token);
    if (term === "") return [];
    const isFuzzy = editDistance > 0 && term.length <= LONGEST_FUZZY;
    const clauses = [clause(term, isFuzzy ? { ...scope, editDistance } : scope)];
    return isTyped ? [...clauses, ...prefix(token, scope, isKnown(term) ? PREFIX_WEIGHT : 1)] : clauses;
  }

  // Wildcards go past the stemmer; what stands around them is trimmed as every token is.
  function wildcards(token) {
    const pattern = token.replace(/\*+/gu, "*");
    if (!pattern.includes("*") || pattern.split("*").length - 1 > MOST_WILDCARDS) return null;
    return pattern.replace(/^(\*?)(.*?)(\*?)$/su, (_, before, core, after) => before + terms.normal(core) + after);
  }

  // While somebody types, the last word may be the beginning of a longer one, which the stemmer does not know.
  function prefix(token, scope, boost) {
    const start = terms.normal(token);
    return [...start].length < SHORTEST_PREFIX ? [] : [clause(`${start}*`, { ...scope, boost })];
  }

  const clause = (term, options) => ({ ...options, term, usePipeline: false });

  // As it stands, where the index has it so: `10^6` is a number too, `a:b` a ratio.
  function literal(whole) {
    const found = terms.split(whole).map(terms.term).filter(Boolean);
    return found.every(isKnown) ? found.map((term) => [clause(term, { fields })]) : [];
  }

  function demand(part, isTyped) {
    const readings = [words(part, isTyped && part.sign !== "-")];
    if (part.field || part.suffix || part.body.includes("\\")) readings.push(literal(part.whole));
    else if (part.body.includes(":") && !literal(part.body).length) {
      // No field: what stands on the two sides of the colon, where the index does not have both as one word.
      readings.push(words({ ...part, body: part.body.replaceAll(":", " ") }, isTyped));
    }
    return { sign: part.sign, readings: readings.filter((reading) => reading.length) };
  }

  return function parse(text) {
    const found = parts(text);
    const isOpen = !/\s$/u.test(text);
    const demands = found
      .map((part, at) => demand(part, isOpen && at === found.length - 1))
      .filter(({ readings }) => readings.length);
    if (demands.length || !isOpen || found.length === 0) return demands;
    // A stop word alone may be the beginning of another word.
    const clauses = prefix(terms.split(found.at(-1).body).at(-1) ?? "", { fields }, 1);
    return clauses.length && found.at(-1).sign !== "-" ? [{ sign: "", readings: [[clauses]] }] : [];
  };
}
