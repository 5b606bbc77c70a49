// Keeps an open page up to date. `sitegen serve` puts it into every page that it shows, never into files.
//
// The server tells the state of the site at once and at every change of it. A page knows the state that it
// was served with, so nothing is missed between the two, nor while the server is away or the tab hidden.
(() => {
  "use strict";
  const script = document.currentScript;
  const shown = { ...script.dataset };
  // Nothing is to be kept of a site that is being edited; the scripts of the page run after this one.
  delete document.documentElement.dataset.offline;
  let source = null;
  let panel = null;

  function listen() {
    // Only the tab that is looked at listens: a browser grants a host few connections.
    const wanted = document.visibilityState === "visible";
    if (!wanted || source?.readyState === EventSource.CLOSED) stop();
    if (!wanted || source) return;
    source = new EventSource(new URL("events", script.src));
    source.onmessage = (event) => update(JSON.parse(event.data));
    source.onerror = () => {
      // Most losses the browser mends by itself; when it gives up, try again.
      if (source?.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
    };
  }

  function stop() {
    source?.close();
    source = null;
  }

  function update(state) {
    if (state.pages !== shown.pages) {
      stop();
      load(state.base);
      return;
    }
    if (state.styles !== shown.styles) {
      shown.styles = state.styles;
      restyle(state.styles);
    }
    if (shown.overlay !== "none") show(state.problems);
  }

  function load(base) {
    const { pathname, search, hash } = location;
    if (shown.base && base && base !== shown.base && pathname.startsWith(shown.base)) {
      location.replace(base + pathname.slice(shown.base.length) + search + hash);
    } else {
      location.reload();
    }
  }

  function restyle(mark) {
    for (const old of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const address = new URL(old.href);
      if (address.origin !== location.origin) continue;
      address.searchParams.set("changed", mark);
      const next = old.cloneNode();
      next.href = address;
      // The old sheet stays until the new one is there, so that the page never stands unstyled.
      next.onload = next.onerror = () => old.remove();
      old.after(next);
    }
  }

  function show(problems) {
    panel?.remove();
    panel = null;
    if (problems.length === 0) return;
    panel = document.createElement("sitegen-problems");
    const root = panel.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      details { position: fixed; inset: auto 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
        box-sizing: border-box; padding: .75rem 1rem; font: 1rem/1.5 system-ui, sans-serif;
        color: #fff; background: #7f1d1d; border-top: 4px solid #f87171; text-align: start; }
      summary { font-weight: 600; cursor: pointer; }
      ul { margin: .5rem 0 0; padding-inline-start: 1.25rem; }
      li { overflow-wrap: anywhere; }
      code, i { display: block; }
      code { font-family: ui-monospace, monospace; }
    `);
    root.adoptedStyleSheets = [sheet];
    const details = element("details", root);
    details.open = true;
    details.setAttribute("role", "alert");
    const count = problems.length === 1 ? "A problem" : `${problems.length} problems`;
    element("summary", details, `${count}: this is the last good site`);
    const list = element("ul", details);
    for (const problem of problems) {
      const item = element("li", list);
      element("code", item, problem.place);
      element("span", item, problem.message);
      if (problem.hint) element("i", item, problem.hint);
    }
    document.documentElement.append(panel);
  }

  function element(name, parent, text = "") {
    const made = document.createElement(name);
    made.textContent = text;
    parent.append(made);
    return made;
  }

  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", listen);
  listen();
})();
