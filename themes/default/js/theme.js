// Light or dark as the reader chose, kept in this browser alone; without a choice, as the system has it. The one
// script that pages wait for, so that none is ever drawn in the wrong colours.
(() => {
  const base = new URL("..", document.currentScript.src).pathname;
  const name = `sitegen:${base}:theme`;
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  // The colours of the browser's own bars, light and dark.
  const bars = [...document.querySelectorAll("meta[name=theme-color]")];
  const colours = bars.map(({ content }) => content);

  // A list that the address narrows or sorts is not drawn before it is so: see list.js.
  if (/[?&](?:topic|sort)=/u.test(location.search)) root.dataset.listWaits = "";

  // A browser may forbid all this, and others may have written there.
  function kept() {
    try {
      const theme = localStorage.getItem(name);
      return theme === "light" || theme === "dark" ? theme : "system";
    } catch {
      return "system";
    }
  }

  function keep(theme) {
    try {
      if (theme === "system") localStorage.removeItem(name);
      else localStorage.setItem(name, theme);
    } catch {
      // Then it holds for this page.
    }
  }

  function show(theme) {
    root.dataset.theme = theme;
    bars.forEach((bar, at) => (bar.content = colours[{ light: 0, dark: 1 }[theme] ?? at]));
    const button = document.querySelector("[data-theme-switch]");
    button?.setAttribute("aria-label", button.dataset[theme]);
  }

  // From the system's to the other one, so that something is seen to happen; then to the system's own; then back.
  function next(theme) {
    const [own, other] = system.matches ? ["dark", "light"] : ["light", "dark"];
    return { system: other, [other]: own, [own]: "system" }[theme];
  }

  show(kept());
  for (const moment of ["DOMContentLoaded", "pageshow", "storage"]) addEventListener(moment, () => show(kept()));
  addEventListener("click", ({ target }) => {
    if (!target.closest("[data-theme-switch]")) return;
    const theme = next(root.dataset.theme);
    keep(theme);
    show(theme);
  });
})();
