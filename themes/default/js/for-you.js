// The page of a reader's own digest: four views, of which the address names one, each made when it is first asked for.

import { makeFeed } from "./reader/feed.js";
import { makeFollowing, makePicks } from "./reader/following.js";
import { isKept } from "./reader/store.js";

const page = document.querySelector("[data-for-you]");
const part = (name) => page.querySelector(`[data-${name}]`);
const views = [...page.querySelectorAll("[data-view]")];
const links = [...part("views").querySelectorAll("a")];
const topics = [...page.querySelectorAll("[data-topic]")].map(({ dataset, textContent }) => [
  dataset.topic,
  textContent.trim(),
]);

// What makes each view.
const load = {
  papers: async () => async (view) => {
    await makePicks(view.querySelector("[data-picks]"), topics);
    await makeFeed(view, topics);
  },
  yours: async () => (await import("./reader/mine.js")).makeMine,
  following: async () => (view) => makeFollowing(view, topics),
  data: async () => (await import("./reader/data.js")).makeData,
};
const shows = new Map(); // view → promise of what shows it again

function viewNow() {
  return views.find(({ dataset }) => `#${dataset.view}` === location.hash) ?? views[0];
}

async function show() {
  const view = viewNow();
  const make = await load[view.dataset.view](); // before it is seen: what is pressed then does something
  if (view !== viewNow()) return;
  for (const other of views) other.hidden = other !== view;
  for (const link of links) {
    if (link.hash === `#${view.dataset.view}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (!shows.has(view)) shows.set(view, make(view));
  if (location.hash.startsWith("#share=")) import("./reader/data.js").then(({ openShared }) => openShared());
  await (await shows.get(view))?.();
}

part("plain").hidden = true;
part("views").hidden = false;
addEventListener("hashchange", async () => {
  await show();
  scrollTo(0, 0);
});
show();
isKept().then((is) => (part("unkept").hidden = is));
