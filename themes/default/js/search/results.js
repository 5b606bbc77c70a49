// A result as the card that lists of papers show. Texts of the index become text nodes, never markup.

export function card(paper, href) {
  const marked = (pieces) => pieces.map(([piece, isMatch]) => (isMatch ? element("mark", {}, piece) : piece));
  const link = ({ address, title }, className = "") => element("a", { href: href(address), className }, title);

  const heading = element("a", { href: href(paper.address) }, ...marked(paper.title));
  const parts = [element("h2", { className: "card-title" }, heading)];
  if (paper.excerpt.length) parts.push(element("p", { className: "card-excerpt" }, ...marked(paper.excerpt)));
  const facts = [
    paper.organization && [link(paper.organization)],
    authors(paper),
    paper.published && [time(paper.published)],
    paper.comments && [count(paper.comments, "comment")],
    paper.upvotes && [count(paper.upvotes, "upvote")],
    ["in the digest of ", element("a", { href: href(paper.day.address) }, time(paper.day.date))],
  ];
  parts.push(list("card-facts", facts.filter(Boolean)));
  if (paper.topics.length) {
    const chips = list("chips", paper.topics.map((topic) => [link(topic, "chip")]));
    chips.setAttribute("aria-label", "Topics");
    parts.push(chips);
  }
  return element("li", { className: "card" }, element("article", {}, ...parts));
}

function authors({ authors: names, authorsCount: number }) {
  if (!names.length) return number && [count(number, "author")];
  return [names.join(", "), number > names.length ? ` and ${number - names.length} more` : ""];
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
