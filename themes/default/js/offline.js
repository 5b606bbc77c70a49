// The page that stands in for one that cannot be had: what can be read without a network.

import { addressesIn, cacheName } from "./offline/caches.js";
import { element } from "./search/dom.js";

const page = document.querySelector("[data-offline-page]");
const part = (name) => page.querySelector(`[data-${name}]`);
const own = page.dataset.address;
const base = new URL("../", new URL(own, location)).pathname;
const parser = new DOMParser();

const isInstead = location.pathname !== own;
part("instead").hidden = !isInstead;
part("itself").hidden = isInstead;
part("retry").hidden = !isInstead;
part("retry").addEventListener("click", () => location.reload());
addEventListener("online", () => isInstead && location.reload());

await show();

async function show() {
  const seen = new Set();
  for (const section of page.querySelectorAll("[data-kept]")) {
    const links = await linksTo(section.dataset.kept, seen);
    section.querySelector("ul").replaceChildren(...links.map((link) => element("li", {}, link)));
    section.hidden = links.length === 0;
  }
  part("unread").hidden = true;
  part("nothing").hidden = seen.size > 0;
}

async function linksTo(reason, seen) {
  try {
    const name = cacheName(reason, base);
    if (!(await caches.has(name))) return [];
    const cache = await caches.open(name);
    const addresses = (await addressesIn(cache, base)).reverse(); // what was kept last comes first
    if (reason === "latest") addresses.sort().reverse(); // they are dates
    const listed = addresses.filter((address) => isListed(address, reason, seen));
    addresses.forEach((address) => seen.add(address));
    return await Promise.all(listed.map(async (address) => linkTo(address, await cache.match(base + address))));
  } catch (error) {
    console.warn(error); // a browser may forbid to look
    return [];
  }
}

// Papers of the latest days are found there, and what is kept for better reasons is not listed again.
function isListed(address, reason, seen) {
  return reason === "latest" ? address.startsWith("days/") : reason === "starred" || !seen.has(address);
}

async function linkTo(address, response) {
  const { title } = parser.parseFromString(await response.text(), "text/html");
  const site = ` · ${document.title.split(" · ").at(-1)}`;
  return element("a", { href: base + address }, title.endsWith(site) ? title.slice(0, -site.length) : title);
}
