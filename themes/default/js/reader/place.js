// Where this site lies on its host, and what an address on it leads to.

export const BASE = new URL(import.meta.url).pathname.replace(/^(.*\/)assets\/.*$/u, "$1"); // `/digest/` or `/`
export const NAME = `sitegen:${BASE}`; // of all that is kept: many sites share a host

// `retrieval`, of `/digest/topics/retrieval/` and the folder `topics`; empty where the address is another one.
export function nameIn(folder, address) {
  const start = `${BASE}${folder}/`;
  const { origin, pathname } = new URL(address, location.href);
  if (origin !== location.origin || !pathname.startsWith(start)) return "";
  const [name, rest] = pathname.slice(start.length).split(/\/(.*)/u);
  return rest ? "" : name;
}
