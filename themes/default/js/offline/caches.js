// Where things are kept for reading without a network: one cache for each reason to keep something, each with an end
// of its own. Many sites share a host, so the site's base path is part of each name, and no other cache is touched.

const REASONS = ["shell", "latest", "starred", "visited", "files"];

export function cacheName(reason, base) {
  return `sitegen:${base}:offline-${reason}`;
}

export function cacheNames(base) {
  return REASONS.map((reason) => cacheName(reason, base));
}

// The addresses in a cache, below the base path, oldest first.
export async function addressesIn(cache, base) {
  return (await cache.keys()).map(({ url }) => new URL(url).pathname.slice(base.length));
}

// Calls for each item, some at a time; whether all went well.
export async function forEach(items, act, atOnce = 4) {
  const left = [...items];
  let isWell = true;
  async function some() {
    while (left.length) {
      try {
        await act(left.shift());
      } catch {
        isWell = false;
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, some));
  return isWell;
}

// Fetches a file anew and keeps it.
export async function bring(cache, url) {
  const response = await fetch(url, { cache: "no-cache" });
  if (!response.ok || response.redirected) throw new Error(`${response.status} ${url}`);
  await cache.put(url, response);
}
