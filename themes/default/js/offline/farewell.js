// The service worker of a site that is not to be read offline: it takes away what another one kept, and itself.
// Open pages stay as they are.

import { cacheNames } from "./caches.js";

const base = new URL(registration.scope).pathname;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const gone = cacheNames(base).map((name) => caches.delete(name));
  event.waitUntil(Promise.all([...gone, registration.unregister()]));
});
