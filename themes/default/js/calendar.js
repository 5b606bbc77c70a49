// The way to any day: a month at a time, with days that have no digest shown as such. The days come from one file
// of the site, when the calendar is opened for the first time.

import { makeDialog } from "./dialog.js";
import { element } from "./search/dom.js";
import { say, sayDay, sayNumber } from "./later.js";

const WEEK = [1, 2, 3, 4, 5, 6, 7].map((number) => `2024-01-0${number}`); // a Monday, as weeks begin, to its Sunday
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }; // days

let calendar = null;

export async function press(link) {
  calendar ??= makeCalendar(link).catch((error) => {
    calendar = null;
    throw error;
  });
  (await calendar).open();
}

async function makeCalendar(link) {
  const source = new URL(link.dataset.days, location);
  const response = await fetch(source);
  if (!response.ok) throw new Error(`${source}: ${response.status}`);
  const months = await response.json(); // { "2025-10": { "30": 86 } }
  const here = document.querySelector("h1 time")?.dateTime ?? "";
  const names = Object.keys(months).sort();
  const all = monthsBetween(names[0], names.at(-1));

  const previous = element("button", { type: "button", "aria-label": say("previous_month") }, "←");
  const next = element("button", { type: "button", "aria-label": say("next_month") }, "→");
  const options = all.map((month) => element("option", { value: month }, monthIn(month)));
  const choice = element("select", { "aria-label": say("shown_month"), autocomplete: "off" }, ...options);
  const heads = WEEK.map((day) => {
    return element("th", { scope: "col", abbr: sayDay(day, "weekday") }, sayDay(day, "short_weekday"));
  });
  const body = element("tbody", {});
  const grid = element("table", { role: "grid", class: "calendar-grid" }, element("thead", {}, element("tr", {}, ...heads)), body);
  const line = element("div", { class: "calendar-line" }, previous, choice, next);
  const dialog = makeDialog("calendar", say("calendar"), line, grid);

  function show(month, wanted) {
    const counts = months[month] ?? {};
    const days = daysOf(month);
    const focused = wanted ?? days.find((day) => day === here) ?? days.find((day) => counts[numberOf(day)]) ?? days[0];
    const cells = days.map((day) => {
      return element("td", { class: day === here && "is-here" }, dayIn(day, counts[numberOf(day)], day === focused));
    });
    const before = Array.from({ length: weekdayOf(days[0]) }, () => element("td", {}));
    const after = Array.from({ length: 6 - weekdayOf(days.at(-1)) }, () => element("td", {}));
    const inOrder = [...before, ...cells, ...after];
    const rows = [];
    while (inOrder.length) rows.push(element("tr", {}, ...inOrder.splice(0, WEEK.length)));
    body.replaceChildren(...rows);
    grid.setAttribute("aria-label", monthIn(month));
    choice.value = month;
    previous.setAttribute("aria-disabled", String(month === all[0]));
    next.setAttribute("aria-disabled", String(month === all.at(-1)));
  }

  function dayIn(day, count, isFocused) {
    const number = String(numberOf(day));
    const tab = { tabindex: isFocused ? "0" : "-1", "data-day": day };
    if (count === undefined) {
      const words = say("day_without", { day: sayDay(day) });
      return element("span", { ...tab, role: "link", "aria-disabled": "true", "aria-label": words }, number);
    }
    const link = { href: new URL(`days/${day}/`, source).href, "aria-label": say("day_of_papers", { day: sayDay(day), count }) };
    const current = { "aria-current": day === here && "date" };
    return element("a", { ...tab, ...link, ...current }, number, element("small", {}, sayNumber(count)));
  }

  // To a day of any month that there is.
  function move(day) {
    const month = day.slice(0, 7);
    if (!all.includes(month)) return;
    show(month, day);
    body.querySelector("[tabindex='0']").focus();
  }

  function turn(step) {
    const month = all[all.indexOf(choice.value) + step];
    if (month) show(month);
  }

  grid.addEventListener("keydown", (event) => {
    const { day } = event.target.dataset;
    if (!day || event.ctrlKey || event.metaKey || event.altKey) return;
    const aim = aimOf(event, day);
    if (!aim) return;
    event.preventDefault();
    move(aim);
  });
  previous.addEventListener("click", () => turn(-1));
  next.addEventListener("click", () => turn(1));
  choice.addEventListener("change", () => show(choice.value));

  function open() {
    show(all.includes(here.slice(0, 7)) ? here.slice(0, 7) : all.at(-1));
    dialog.showModal();
    body.querySelector("[tabindex='0']").focus();
  }

  return { open };
}

function aimOf({ key, shiftKey }, day) {
  if (key in STEPS) return later(day, STEPS[key]);
  if (key === "Home") return later(day, -weekdayOf(day));
  if (key === "End") return later(day, 6 - weekdayOf(day));
  const months = shiftKey ? 12 : 1;
  if (key === "PageUp") return inMonth(day, -months);
  return key === "PageDown" ? inMonth(day, months) : null;
}

const monthIn = (month) => sayDay(`${month}-01`, "long_month");

// Days are `2025-10-30`, and reckoned in UTC, where each has twenty-four hours.

const written = (time) => new Date(time).toISOString().slice(0, 10);
const numberOf = (day) => Number(day.slice(8));
const weekdayOf = (day) => (new Date(day).getUTCDay() + 6) % 7; // 0 is Monday

function later(day, days) {
  return written(Date.parse(day) + days * 86_400_000);
}

function daysOf(month) {
  const [year, number] = month.split("-").map(Number);
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length }, (_, at) => later(`${month}-01`, at));
}

// The same day of another month, or its last one.
function inMonth(day, months) {
  const [year, number] = day.split("-").map(Number);
  const days = daysOf(written(Date.UTC(year, number - 1 + months)).slice(0, 7));
  return days[Math.min(numberOf(day), days.length) - 1];
}

function monthsBetween(first, last) {
  const months = [];
  for (let month = first; month <= last; month = inMonth(`${month}-01`, 1).slice(0, 7)) months.push(month);
  return months;
}
