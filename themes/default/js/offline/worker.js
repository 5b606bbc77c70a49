// The service worker: what a reader has seen, has starred, or may want to read next is there without a network.
//
// The network comes first, so that a new day, and a page and its style together, are seen at once; what is kept stands
// in where the network fails or is slow. Only files that are named by their content are taken from what is kept first.

import { addressesIn, bring, cacheName, cacheNames, forEach } from "./caches.js";
import { SECTIONS } from "./sections.js";

const BASE = new URL(registration.scope).pathname;
const PAGE = "offline/";
const LATEST = "offline/latest.json";
const KNOWN = "offline/known.json"; // of that list, what is there
const PATIENCE = 4000; // milliseconds for the network, where something is kept
const MOST = { visited: 60, files: 150 };
const NAMED_BY_CONTENT = /^search\/\w+-[0-9a-f]+\.gz$/;

const opened = (reason) => caches.open(cacheName(reason, BASE));

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(bringUp("shell"));
});

addEventListener("activate", (event) => {
  // Pages are asked for while the worker starts.
  event.waitUntil(Promise.all([clients.claim(), registration.navigationPreload?.enable()]));
});

addEventListener("message", (event) => {
  if (event.data === "catch up") event.waitUntil(catchUp());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || request.headers.has("range")) return;
  if (!isOurs(pathname)) {
    if (request.mode === "navigate") event.respondWith(fromNetwork(event));
    return;
  }
  const address = pathname.slice(BASE.length);
  event.respondWith(NAMED_BY_CONTENT.test(address) ? keptFirst(event, address) : networkFirst(event, address));
});

// Below a base path there may be other sites.
function isOurs(pathname) {
  const address = pathname.slice(BASE.length);
  return pathname.startsWith(BASE) && (!address || SECTIONS.includes(address.split("/")[0]));
}

async function keptFirst(event, address) {
  return (await findKept(address)) ?? fetchAndKeep(event, address);
}

async function networkFirst(event, address) {
  const coming = fetchAndKeep(event, address);
  event.waitUntil(coming.catch(() => {}));
  const inTime = await Promise.race([coming.catch(() => null), afterwards(PATIENCE)]);
  if (inTime && inTime.status < 500) return inTime;
  const kept = await findKept(address);
  if (kept) return kept;
  if (event.request.mode !== "navigate") return coming;
  return coming.catch(async (error) => {
    const page = await findKept(PAGE);
    if (!page) throw error;
    return page;
  });
}

function afterwards(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function fromNetwork({ request, preloadResponse }) {
  return (await preloadResponse) ?? fetch(request);
}

async function fetchAndKeep(event, address) {
  const response = await fromNetwork(event);
  // What cannot be kept, because there is no room left, is read without being kept.
  event.waitUntil(keep(address, response.clone(), event.request.mode === "navigate").catch(() => {}));
  return response;
}

async function findKept(address) {
  for (const name of cacheNames(BASE)) {
    const found = await caches.match(BASE + address, { cacheName: name, ignoreVary: true });
    if (found) return found;
  }
  return null;
}

// A file goes wherever an older state of it is kept; else a page that somebody opened, and data that a script asked for,
// are kept for a while.
async function keep(address, response, isOpened) {
  const isGone = response.status === 404 || response.status === 410;
  if (!isGone && (!response.ok || response.type !== "basic" || response.redirected)) return;
  let isKept = false;
  for (const name of cacheNames(BASE)) {
    if (!(await caches.match(BASE + address, { cacheName: name, ignoreVary: true }))) continue;
    const cache = await caches.open(name);
    await (isGone ? cache.delete(BASE + address) : cache.put(BASE + address, response.clone()));
    isKept = true;
  }
  const isPage = !address || address.endsWith("/");
  if (isGone || isKept || (isPage && !isOpened)) return;
  const reason = isPage ? "visited" : "files";
  const cache = await opened(reason);
  await cache.put(BASE + address, response);
  const addresses = await addressesIn(cache, BASE);
  await Promise.all(addresses.slice(0, -MOST[reason]).map((oldest) => cache.delete(BASE + oldest)));
}

// Brings what is kept, for some reasons, up to the newest state of the site.
async function bringUp(...reasons) {
  const response = await fetch(BASE + LATEST, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${response.status} ${LATEST}`);
  const list = await response.json();
  const shell = await opened("shell");
  const known = (await (await shell.match(BASE + KNOWN))?.json()) ?? {};
  for (const reason of reasons) {
    if (await bringAll(reason, list[reason], known[reason] ?? {})) known[reason] = list[reason];
  }
  await shell.put(BASE + KNOWN, new Response(JSON.stringify(known)));
}

// One at a time.
let isCatchingUp = false;
async function catchUp() {
  if (isCatchingUp) return;
  isCatchingUp = true;
  try {
    await bringUp("shell", "latest");
  } catch {
    // The next page that somebody reads asks for it again.
  } finally {
    isCatchingUp = false;
  }
}

// Both are hashes by address. Whether all that is wanted is there.
async function bringAll(reason, wanted, before) {
  const cache = await opened(reason);
  const there = new Set(await addressesIn(cache, BASE));
  const isWanted = (address) => address in wanted || address === KNOWN;
  await Promise.all([...there].filter((address) => !isWanted(address)).map((address) => cache.delete(BASE + address)));
  const missing = Object.keys(wanted).filter((address) => !there.has(address) || wanted[address] !== before[address]);
  return forEach(missing, (address) => bring(cache, BASE + address));
}
