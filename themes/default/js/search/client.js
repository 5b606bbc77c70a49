// The search as a page has it: open(address of the directory) → { ask }.

import { open as openEngine } from "./engine.js";

const NOTHING = { topics: [], organizations: [], years: [], days: [] };
const slugOf = (address) => address.split("/").at(-2);
const valuesOf = {
  topics: (card) => (card.topics ?? []).map((topic) => ({ slug: slugOf(topic.address), title: topic.title })),
  organizations: ({ organization: one }) => (one ? [{ slug: slugOf(one.address), title: one.title }] : []),
  years: ({ day }) => [{ slug: day.date.slice(0, 4) }],
  days: ({ day }) => [{ slug: day.date }],
};

export function open(address) {
  let engine = null;
  let latest = 0;

  async function ask({ text, filters = {}, sort = "relevance" }) {
    const turn = ++latest;
    const check = () => {
      if (turn !== latest) throw Object.assign(new Error("overtaken"), { isOvertaken: true });
    };
    const chosen = { ...NOTHING, ...filters };
    try {
      engine ??= await openEngine(await lunr(), address);
      check();
      const answer = await engine.search(text.trim() ? text : "-zzzzz");
      check();
      const isFiltered = sort !== "relevance" || Object.values(chosen).some((values) => values.length);
      let all = isFiltered ? await everything(answer) : null;
      if (all) all = sorted(all.filter((card) => Object.keys(valuesOf).every((kind) => meets(card, kind))));
      check();
      const cards = async (start, end) => (all ? all.slice(start, end) : (await answer.cards(start, end)).map(drawn));
      return {
        count: all ? all.length : answer.length,
        isAtLeast: false,
        spelling: null,
        opens: null,
        terms: [],
        cards,
        excerpts: async (start, end) => (await cards(start, end)).map(() => null),
        facets: async () => facets(await everything(answer)),
      };
    } catch (error) {
      if (!error.isOvertaken) error.isNetwork = true;
      throw error;
    }

    function meets(card, kind) {
      return !chosen[kind].length || valuesOf[kind](card).some(({ slug }) => chosen[kind].includes(slug));
    }

    function facets(whole) {
      const found = {};
      for (const [kind, values] of Object.entries(valuesOf)) {
        const counts = new Map();
        for (const card of whole) {
          if (!Object.keys(valuesOf).every((other) => other === kind || meets(card, other))) continue;
          for (const value of values(card)) {
            if (!counts.has(value.slug)) counts.set(value.slug, { ...value, year: value.slug, day: value.slug, count: 0 });
            counts.get(value.slug).count++;
          }
        }
        found[kind] = [...counts.values()].sort((a, b) => b.count - a.count);
      }
      return found;
    }

    function sorted(whole) {
      if (sort === "date") return whole.toSorted((a, b) => (a.day.date < b.day.date ? 1 : -1));
      if (sort === "comments") return whole.toSorted((a, b) => (b.comments ?? 0) - (a.comments ?? 0));
      return whole;
    }
  }

  async function everything(answer) {
    return (await answer.cards(0, answer.length)).map(drawn);
  }

  function drawn({ document: card, terms }) {
    return { ...card, title: engine.mark(card.title, terms), excerpt: engine.mark(card.excerpt ?? "", terms) };
  }

  return { ask };
}

async function lunr() {
  if (!window.lunr) {
    const script = Object.assign(document.createElement("script"), { src: new URL("../lunr.js", import.meta.url).href });
    document.head.append(script);
    await new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
  }
  return window.lunr;
}
