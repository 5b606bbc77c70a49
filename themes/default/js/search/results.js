// A result as the card that lists of papers show. Texts of the index become text nodes, never markup.

export function card({ document: paper, terms }, mark, href) {
  const marked = (text) => mark(text, terms).map(([piece, isMatch]) => (isMatch ? element("mark", {}, piece) : piece));
  const link = ({ address, title }, className = "") => element("a", { href: href(address), className }, ...marked(title));

  const title = element("h2", { className: "card-title" }, link(paper));
  const parts = [title];
  if (paper.excerpt) parts.push(element("p", { className: "card-excerpt" }, ...marked(paper.excerpt)));
  const facts = [
    paper.organization && [link(paper.organization)],
    authors(paper, marked),
    paper.published && [time(paper.published)],
    paper.comments && [count(paper.comments, "comment")],
    paper.upvotes && [count(paper.upvotes, "upvote")],
    ["in the digest of ", element("a", { href: href(paper.day.address) }, time(paper.day.date))],
  ];
  parts.push(list("card-facts", facts.filter(Boolean)));
  if (paper.topics) {
    const chips = list("chips", paper.topics.map((topic) => [link(topic, "chip")]));
    chips.setAttribute("aria-label", "Topics");
    parts.push(chips);
  }
  return element("li", { className: "card" }, element("article", {}, ...parts));
}

function authors({ authors: names, authorsCount: number }, marked) {
  if (names) {
    const others = names.length > 3 ? ` and ${names.length - 3} more` : "";
    return [...marked(names.slice(0, 3).join(", ")), others];
  }
  return number && [count(number, "author")];
}

function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function time(date) {
  const words = new Date(`${date}T00:00Z`).toLocaleDateString("en", { month: "short", timeZone: "UTC" });
  const [year, , number] = date.split("-");
  return element("time", { dateTime: date }, `${Number(number)} ${words} ${year}`);
}

function list(className, items) {
  return element("ul", { className }, ...items.map((item) => element("li", {}, ...item)));
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  if (!made.className) made.removeAttribute("class");
  made.append(...children);
  return made;
}
