// The page of a reader's own digest: four views, of which the address names one, each made when it is first asked for.

import { makeFeed } from "./reader/feed.js";
import { makePicks } from "./reader/following.js";
import { keepOffline } from "./reader/offline.js";
import { isKept } from "./reader/store.js";

const page = document.querySelector("[data-for-you]");
const part = (name) => page.querySelector(`[data-${name}]`);
const views = [...page.querySelectorAll("[data-view]")];
const links = [...part("views").querySelectorAll("a")];
const topics = [...page.querySelectorAll("[data-topic]")].map(({ dataset, textContent }) => [
  dataset.topic,
  textContent.trim(),
]);

const make = {
  papers: async (view) => {
    await makePicks(view.querySelector("[data-picks]"), topics);
    await makeFeed(view, topics);
  },
  yours: async (view) => (await import("./reader/mine.js")).makeMine(view),
  following: async (view) => (await import("./reader/following.js")).makeFollowing(view, topics),
  data: async (view) => (await import("./reader/data.js")).makeData(view),
};
const shows = new Map(); // view → promise of what shows it again

async function show() {
  const name = views.some(({ dataset }) => `#${dataset.view}` === location.hash) ? location.hash.slice(1) : "papers";
  const view = views.find(({ dataset }) => dataset.view === name);
  if (!shows.has(view)) shows.set(view, make[name](view));
  // The feed fills by and by; what takes presses is in sight when it can take them.
  if (name !== "papers") await shows.get(view);
  for (const one of views) one.hidden = one !== view;
  for (const link of links) {
    if (link.hash === `#${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  await (await shows.get(view))?.();
  if (location.hash.startsWith("#share=")) (await import("./reader/data.js")).openShared();
}

part("plain").hidden = true;
part("views").hidden = false;
addEventListener("hashchange", async () => {
  await show();
  scrollTo(0, 0);
});
show();
keepOffline();
isKept().then((is) => (part("unkept").hidden = is));
