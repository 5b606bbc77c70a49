// What `sitegen serve` answers to a browser that looks for a newer service worker: one that leaves at once. A site that was
// looked at under this address before, served by something else, may have left a worker that shows its pages for ours.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  await registration.unregister();
  // A page that came from the worker knows nothing of us: load it again.
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  await Promise.all(pages.filter(({ url }) => url.startsWith(registration.scope)).map((page) => reload(page)));
}

async function reload(page) {
  await page.navigate(page.url).catch(() => {}); // one that another worker governs is not ours to load
}
