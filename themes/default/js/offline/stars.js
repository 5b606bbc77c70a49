// Whatever papers a reader has starred, here or in another tab, are kept for reading without a network.

import { PAPER } from "../reader/records.js";
import { readAll, watch } from "../reader/store.js";
import { addressesIn, bring, cacheName, forEach } from "./caches.js";

const base = new URL("../../", import.meta.url).pathname;

export async function followStars() {
  watch((changed) => (!changed || [...changed].some((key) => key.startsWith(PAPER))) && keepAll());
  await keepAll();
}

async function keepAll() {
  const starred = (await readAll(PAPER)).filter(({ star }) => star);
  await keepStarred(starred.map(({ key }) => `papers/${key.slice(PAPER.length)}/`));
}

// Brings what is kept to exactly these addresses (`papers/x/`, below the base path); what cannot be fetched now is
// fetched by a later call. Never throws.
export async function keepStarred(addresses) {
  if (!globalThis.caches) return;
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
