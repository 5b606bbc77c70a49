// A paper's citation in a window: to choose a format, to copy, to download. It is made of what the page itself says.

import { FORMATS } from "./cite/formats.js";
import { makeDialog } from "./dialog.js";
import { element } from "./search/dom.js";
import { say } from "./later.js";

let dialog = null;

export function press() {
  dialog ??= makeCite(paperOfPage());
  dialog.showModal();
}

function paperOfPage() {
  const values = (name) => [...document.querySelectorAll(`meta[name="citation_${name}"]`)].map(({ content }) => content);
  const value = (name) => values(name)[0] ?? null;
  const url = document.querySelector("link[rel=canonical]").href;
  return {
    slug: new URL(url).pathname.split("/").at(-2),
    title: value("title"),
    authors: values("author"),
    published: value("publication_date"),
    arxiv: value("arxiv_id"),
    doi: value("doi"),
    url,
  };
}

function makeCite(paper) {
  const choices = Object.entries(FORMATS).map(([name, format], at) => {
    const radio = element("input", { type: "radio", name: "format", value: name, checked: at === 0 });
    return element("label", {}, radio, format.name ?? say("plain_text"));
  });
  const formats = element("fieldset", { class: "cite-formats" }, element("legend", { class: "visually-hidden" }, say("cite_format")), ...choices);
  const text = element("textarea", { class: "cite-text", readonly: true, rows: "10", spellcheck: "false", "aria-label": say("citation") });
  const copying = element("button", { type: "button" }, say("copy"));
  const saving = element("a", { class: "button" }, say("download"));
  const status = element("p", { role: "status" });
  const made = makeDialog("cite", say("cite_this_paper"), formats, text, element("div", { class: "cite-actions" }, copying, saving, status));

  function show() {
    const { write, suffix, type } = FORMATS[formats.querySelector(":checked").value];
    text.value = write(paper);
    status.textContent = "";
    URL.revokeObjectURL(saving.href);
    saving.href = URL.createObjectURL(new Blob([write(paper)], { type: `${type};charset=utf-8` }));
    saving.download = `${paper.slug}.${suffix}`;
  }

  async function copy() {
    const copied = await navigator.clipboard?.writeText(text.value).then(() => true, () => false);
    if (!copied) text.select();
    status.textContent = say(copied ? "copied" : "not_copied");
  }

  formats.addEventListener("change", show);
  copying.addEventListener("click", copy);
  show();
  return made;
}
