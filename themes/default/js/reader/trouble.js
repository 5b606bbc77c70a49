// What went wrong with what a reader keeps: in sight for a while, and spoken.

import { say } from "../later.js";
import { tell } from "./tell.js";

const LONG = 10_000; // milliseconds

export const tellNotKept = () => tellTrouble(say("not_kept"));
export const tellKeptNowhere = () => tellTrouble(say("kept_nowhere"));

function tellTrouble(text) {
  const line = tell(text, "told");
  setTimeout(() => line.remove(), LONG);
}
