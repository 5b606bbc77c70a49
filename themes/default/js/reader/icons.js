// Small drawings for buttons, in the colour of their text.

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  star: ["M12 3.2l2.7 5.6 6.1.8-4.5 4.2 1.2 6.1-5.5-3-5.5 3 1.2-6.1L3.2 9.6l6.1-.8z"],
  read: ["M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z", "M8.2 12.2l2.6 2.6 5-5.4"],
  more: ["M5 12h.01M12 12h.01M19 12h.01"],
};

export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("class", `icon icon-${name}`);
  for (const line of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", line);
    drawing.append(path);
  }
  return drawing;
}
