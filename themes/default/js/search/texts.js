// The whole text of a paper, from its own page: the search's files have only what results show.

const AT_MOST = 200; // texts that are kept

// `site` is the address of the site's root. → textOf(address of a paper's page) → promise of { title, abstract }
export function makeTexts(site) {
  const kept = new Map(); // address → promise

  async function read(address) {
    const response = await fetch(new URL(address, site)).catch((error) => {
      throw unreachable(error);
    });
    if (!response.ok) throw unreachable(new Error(`${address}: ${response.status}`));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const textIn = (selector) => page.querySelector(selector)?.textContent.replace(/\s+/gu, " ").trim() ?? "";
    return { title: textIn("main h1"), abstract: textIn("[data-abstract]") };
  }

  return function textOf(address) {
    if (!kept.has(address)) {
      const text = read(address);
      text.catch(() => kept.delete(address));
      kept.set(address, text);
      if (kept.size > AT_MOST) kept.delete(kept.keys().next().value);
    }
    return kept.get(address);
  };
}

function unreachable(error) {
  return Object.assign(error, { isNetwork: true });
}
