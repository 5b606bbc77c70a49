// What a reader is told besides what is to be seen: a line that screen readers speak.

const lines = new Map(); // class → line

export function tell(text, className = "visually-hidden") {
  let line = lines.get(className);
  if (!line) {
    line = document.createElement("p");
    line.setAttribute("role", "status");
    line.className = className;
    lines.set(className, line);
  }
  // Inside an open dialog, or nobody could see or hear it.
  const place = document.querySelector("dialog[open]") ?? document.body;
  if (line.parentNode !== place) place.append(line);
  line.textContent = "";
  // A region that has just come, or says the same again, is spoken only when its text changes later.
  setTimeout(() => (line.textContent = text), 50);
  return line;
}
