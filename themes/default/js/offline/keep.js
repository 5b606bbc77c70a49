// Starred papers are kept for reading without a network, on pages of a site that allows it.

import { addressesIn, bring, cacheName, forEach } from "./caches.js";

const base = new URL("../../", import.meta.url).pathname;

// Brings what is kept to exactly these addresses (`papers/x/`, below the base path). To be called whenever the stars
// change, and now and then: what cannot be fetched now is fetched by a later call. Never throws.
export async function keepStarred(addresses) {
  if (!("offline" in document.documentElement.dataset) || !globalThis.caches) return;
  try {
    const wanted = new Set(addresses);
    const cache = await caches.open(cacheName("starred", base));
    const there = new Set(await addressesIn(cache, base));
    await forEach(there, (address) => wanted.has(address) || cache.delete(base + address));
    if (navigator.connection?.saveData) return;
    await forEach(wanted, (address) => there.has(address) || bring(cache, base + address));
  } catch (error) {
    console.warn(error); // a browser may forbid to keep anything
  }
}
