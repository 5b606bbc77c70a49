// Which papers are for a reader, and why: what they follow, and what is like what they starred.

const TOPIC = 3;
const ORGANIZATION = 3;
const WORD = 3;
const LIKENESS = 4; // of a paper with all the topics that starred ones have
const ALIKE = 0.25; // the least share of starred papers that has a topic, for it to count
const FEW = 3; // starred papers, from which on it does

// `follows` are records by key, `starred` papers' records.
// → of a paper: null where it is not for them, or { score, reasons: [[why, titles]] }
export function makeScore(follows, starred) {
  const stances = { topic: new Map(), organization: new Map(), word: new Map() };
  for (const { key, title, stance } of follows) {
    const [, kind, id] = key.match(/^follow:(\w+):(.*)$/su);
    stances[kind]?.set(id, { title, stance, isIn: kind === "word" ? finder(title) : null });
  }
  const shares = sharesOf(starred);

  return function score({ title, excerpt, topics, organization }) {
    const text = folded(`${title}\n${excerpt}`);
    const of = {
      topic: topics.map(({ slug }) => stances.topic.get(slug)).filter(Boolean),
      organization: [organization && stances.organization.get(partOf(organization))].filter(Boolean),
      word: [...stances.word.values()].filter(({ isIn }) => isIn(text)),
    };
    const all = Object.values(of).flat();
    if (all.some(({ stance }) => stance === "mute")) return null;
    const alike = topics.filter(({ slug }) => shares.get(slug) >= ALIKE);
    if (!all.length && !alike.length) return null;
    const likeness = alike.reduce((sum, { slug }) => sum + shares.get(slug), 0);
    const points = of.topic.length * TOPIC + of.organization.length * ORGANIZATION + of.word.length * WORD;
    const reasons = [
      ["followed", [...of.topic, ...of.organization]],
      ["words", of.word],
      ["alike", alike],
    ];
    return { score: points + likeness * LIKENESS, reasons: reasons.map(([why, those]) => [why, those.map(titleOf)]) };
  };
}

const titleOf = ({ title }) => title;

// How large a share of the starred papers has each topic.
function sharesOf(starred) {
  const shares = new Map();
  if (starred.length < FEW) return shares;
  for (const { topics } of starred) {
    for (const { id } of topics) shares.set(id, (shares.get(id) ?? 0) + 1 / starred.length);
  }
  return shares;
}

// `organizations/google/` → `google`, as it is followed
const partOf = ({ address }) => address.split("/")[1];

// Whether a text has a word, or words; `prun*` is met by any ending, a word by its plural, and it is all one whether a
// hyphen or a space stands between two. Chinese has no spaces.
function finder(words) {
  const plain = folded(words).trim();
  const isOpen = plain.endsWith("*");
  const core = plain.replace(/\*+$/u, "").replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&").replace(/[\s-]+/gu, "[\\s-]+");
  if (!core) return () => false;
  const start = /^[\p{Script=Latin}\p{N}]/u.test(core) ? "(?<![\\p{L}\\p{N}])" : "";
  const end = /[\p{Script=Latin}\p{N}]$/u.test(core) && !isOpen ? "(?:e?s)?(?![\\p{L}\\p{N}])" : "";
  const pattern = new RegExp(start + core + end, "u");
  return (text) => pattern.test(text);
}

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
