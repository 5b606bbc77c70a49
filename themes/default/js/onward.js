// On the way to the next page: it is fetched as soon as somebody means to open it, its title grows out of the card's,
// and what a reader comes back to is kept for reading without a network.

const REST = 80; // milliseconds of a pointer or the focus on a link before it is meant
const base = new URL("../", import.meta.url).pathname;

prefetchMeant();
growTitles();
const { pathname } = location;
// Whoever looks at a single page, coming from elsewhere, need not keep anything.
if ("offline" in document.documentElement.dataset && isReadingOn()) {
  const isDigest = pathname === base || pathname.startsWith(`${base}days/`);
  import("./offline/register.js").then(({ readOffline }) => readOffline(base, isDigest)).catch(() => {});
  import("./offline/stars.js").then(({ followStars }) => followStars()).catch((error) => console.warn(error));
}

function isReadingOn() {
  return Boolean(navigator.serviceWorker?.controller) || document.referrer.startsWith(location.origin + base);
}

function prefetchMeant() {
  const canPrefetch = document.createElement("link").relList.supports("prefetch");
  if (!canPrefetch || navigator.connection?.saveData) return;
  const asked = new Set();
  let timer = 0;

  function mean(link) {
    clearTimeout(timer);
    if (link && isPage(link) && !asked.has(link.pathname)) timer = setTimeout(fetchAhead, REST, link.pathname);
  }
  function fetchAhead(page) {
    asked.add(page);
    const link = document.createElement("link");
    Object.assign(link, { rel: "prefetch", href: page });
    document.head.append(link);
  }
  addEventListener("pointerover", ({ target }) => mean(target.closest("a[href]")), { passive: true });
  addEventListener("focusin", ({ target }) => mean(target.closest("a[href]")));
}

// Of this site, and neither a file nor the page itself.
function isPage({ origin, pathname, search }) {
  const isOfSite = origin === location.origin && pathname.startsWith(base) && pathname.endsWith("/");
  return isOfSite && !search && pathname !== location.pathname;
}

// The style sheet names a paper's title for the transition between pages; the card that leads to it gets the same name.
function growTitles() {
  addEventListener("pageswap", ({ viewTransition, activation }) => {
    if (!viewTransition) return;
    viewTransition.ready.catch(() => {}); // a browser may always leave it out
    const { href } = new URL(activation.entry.url);
    for (const old of document.querySelectorAll(".is-opening")) old.classList.remove("is-opening");
    const links = [...document.querySelectorAll(".card-title a")];
    links.find((link) => link.href === href)?.classList.add("is-opening");
  });
}
