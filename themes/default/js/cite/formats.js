// A paper as a citation, in four formats, one of which has no name of its own. What is not known of it is left out.
//
// paper: { slug, title, authors: [name, …], published: "2025-09-29" or null, arxiv, doi, url }

export const FORMATS = {
  bibtex: { name: "BibTeX", suffix: "bib", type: "application/x-bibtex", write: bibtex },
  ris: { name: "RIS", suffix: "ris", type: "application/x-research-info-systems", write: ris },
  csl: { name: "CSL-JSON", suffix: "json", type: "application/vnd.citationstyles.csl+json", write: csl },
  text: { suffix: "txt", type: "text/plain", write: text },
};

// BibTeX: the title within braces of its own, so that its capitals stay. Letters of any script are UTF-8.
function bibtex(paper) {
  const fields = {
    title: `{${escaped(paper.title)}}`,
    author: paper.authors.map(bibtexName).join(" and "),
    year: paper.published?.slice(0, 4),
    month: paper.published && String(Number(paper.published.slice(5, 7))),
    eprint: paper.arxiv,
    archiveprefix: paper.arxiv && "arXiv",
    doi: verbatim(paper.doi),
    url: verbatim(addressOf(paper)),
  };
  const lines = Object.entries(fields).filter(([, value]) => value);
  const width = Math.max(...lines.map(([name]) => name.length));
  const body = lines.map(([name, value]) => `  ${name.padEnd(width)} = {${value}},\n`);
  return `@misc{${keyOf(paper)},\n${body.join("")}}\n`;
}

// RIS (Research Information Systems, 2012): a line a value, ended as its specification ends them.
function ris(paper) {
  const names = paper.authors.map(nameOf);
  const day = paper.published;
  const lines = [
    ["TY", "GEN"],
    ["ID", keyOf(paper)],
    ["TI", paper.title],
    ...names.map((name) => ["AU", name.literal ?? [name.family, name.given, name.suffix].filter(Boolean).join(", ")]),
    ["PY", day?.slice(0, 4)],
    ["DA", day && `${day.replaceAll("-", "/")}/`],
    ["AN", paper.arxiv && `arXiv:${paper.arxiv}`],
    ["DO", paper.doi],
    ["UR", addressOf(paper)],
    ["ER", ""],
  ];
  return lines.filter(([, value]) => typeof value === "string").map(([tag, value]) => `${tag}  - ${value}\r\n`).join("");
}

// CSL-JSON 1.0.2, in which a preprint is an `article`.
function csl(paper) {
  const item = { id: keyOf(paper), type: "article", title: paper.title };
  if (paper.authors.length) item.author = paper.authors.map(nameOf);
  if (paper.published) item.issued = { "date-parts": [paper.published.split("-").map(Number)] };
  if (paper.arxiv) Object.assign(item, { publisher: "arXiv", number: `arXiv:${paper.arxiv}` });
  if (paper.doi) item.DOI = paper.doi;
  item.URL = addressOf(paper);
  return `${JSON.stringify([item], null, 2)}\n`;
}

function text(paper) {
  const year = paper.published && `(${paper.published.slice(0, 4)})`;
  const who = [paper.authors.join(", "), year].filter(Boolean).join(" ");
  const parts = [who, paper.title, paper.arxiv && `arXiv:${paper.arxiv}`, addressOf(paper)].filter(Boolean);
  const ended = parts.map((part, at) => (at === parts.length - 1 || /[.?!。？！]$/u.test(part) ? part : `${part}.`));
  return `${ended.join(" ")}\n`;
}

function addressOf({ arxiv, doi, url }) {
  if (arxiv) return `https://arxiv.org/abs/${arxiv}`;
  return doi ? `https://doi.org/${doi}` : url;
}

// `lovelace2025query`, in ASCII: first author, year, first word of the address that says something. Without an
// author the word comes first, since a key begins with a letter.
export function keyOf({ slug, authors, published }) {
  const first = authors.length ? nameOf(authors[0]) : {};
  const family = (first.family ?? first.literal ?? "").normalize("NFKD").replace(/[^A-Za-z0-9]/gu, "").toLowerCase();
  const words = slug.split("-");
  const word = words.find((each) => each.length > 3) ?? words[0];
  const year = published?.slice(0, 4) ?? "";
  return family ? family + year + word : word + year;
}

// Names as BibTeX reads them: “Given von Family”, “Family, Given” or “Family, Suffix, Given”. One that is a single
// word, or that of a group, is left whole.
export function nameOf(name) {
  const parts = name.split(",").map((part) => part.trim()).filter(Boolean);
  if (parts.length === 2) return { family: parts[0], given: parts[1] };
  if (parts.length === 3) return { family: parts[0], given: parts[2], suffix: parts[1] };
  const words = name.split(" ");
  if (parts.length !== 1 || words.length === 1 || isGroup(name)) return { literal: name };
  const suffix = words.length > 2 && /^(?:Jr|Sr)\.?$|^I{2,3}$/u.test(words.at(-1)) ? words.pop() : null;
  const small = words.findIndex((word, at) => at > 0 && at < words.length - 1 && /^\p{Ll}/u.test(word));
  const cut = small > 0 ? small : words.length - 1;
  const made = { family: words.slice(cut).join(" "), given: words.slice(0, cut).join(" ") };
  return suffix ? { ...made, suffix } : made;
}

function isGroup(name) {
  return /(?:^|[\s-])(?:Team|Group|Labs?|AI|Research|Collaboration|Consortium|Project|Authors|University|Institute)$/u.test(name);
}

function bibtexName(name) {
  const { literal, family, given, suffix } = nameOf(name);
  if (literal) return /[\s,]/u.test(literal) ? `{${escaped(literal)}}` : escaped(literal);
  return [family, suffix, given].filter(Boolean).map(escaped).join(", ");
}

const SIGNS = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
const LONE_BRACES = { "{": "\\textbraceleft{}", "}": "\\textbraceright{}" };

// BibTeX counts braces even where a backslash stands before them, so those without a partner are spelled out.
function escaped(words) {
  const signs = isBalanced(words) ? SIGNS : { ...SIGNS, ...LONE_BRACES };
  return words.replace(/[\\{}~^&%$#_]/gu, (sign) => signs[sign] ?? `\\${sign}`);
}

function isBalanced(words) {
  let depth = 0;
  for (const sign of words) {
    if (sign === "{") depth++;
    if (sign === "}" && --depth < 0) return false;
  }
  return depth === 0;
}

// Fields that are taken as they are, but for what would end them.
function verbatim(address) {
  return address?.replace(/[{}\\\s]/gu, encodeURIComponent);
}
