// Making DOM elements. Strings become text nodes, never markup: whatever a question, an answer or
// a document contains is shown as it is, characters that cannot be seen included.

import { plain, visible } from "./characters.js";

const SPOKEN = new Set(["title", "aria-label", "placeholder"]);

// An element with attributes, listeners (in `on`) and children; `null` children are left out and
// attributes that are `null` or `false` are not set.
export function element(tag, { on = {}, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    const words = value === true ? "" : `${value}`;
    node.setAttribute(name, SPOKEN.has(name) ? plain(words) : words);
  }
  for (const [event, listener] of Object.entries(on)) node.addEventListener(event, listener);
  fill(node, ...children);
  return node;
}

// Puts children in the place of those that an element has.
export function fill(node, ...children) {
  node.replaceChildren(
    ...children
      .filter((child) => child !== null && child !== undefined && child !== false)
      .flatMap((child) => (typeof child === "string" ? visible(child) : [child])),
  );
}

// A push button that never submits a form.
export function button(attributes, ...children) {
  return element("button", { type: "button", ...attributes }, ...children);
}

// A button that shows a sign; its name is for those who point at it or listen.
export function tool(sign, name, click, attributes = {}) {
  const { class: more = "", ...rest } = attributes;
  const named = { class: `tool ${more}`.trim(), "aria-label": name, title: name };
  return button({ ...named, ...rest, on: { click } }, icon(sign));
}

const SIGNS = {
  menu: "M4 7h16M4 12h16M4 17h16",
  plus: "M12 5v14M5 12h14",
  sliders: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.500v5M9 14.500v5",
  book: "M12 6.500C10 5 7 4.500 4 5v13c3-.5 6 0 8 1.500 2-1.500 5-2 8-1.500V5c-3-.5-6 0-8 1.500v13",
  close: "M6 6l12 12M18 6L6 18",
  left: "M14 6l-6 6 6 6",
  right: "M10 6l6 6-6 6",
  up: "M6 14l6-6 6 6",
  down: "M6 10l6 6 6-6",
  search: "M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13M15.500 15.500L20 20",
  copy: "M9 9h10v11H9zM15 6V4H5v11h1",
  link: "M10 14a4 4 0 0 0 6 .4l3-3A4 4 0 0 0 13.300 5.700L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.700 5.700L12 17",
  pencil: "M4 20l1-4L16.500 4.500l3 3L8 19zM14 7l3 3",
  thumb: "M4 11h3v9H4zM7 12l4-8c1.500 0 2.300 1.200 2 2.700L12.500 10H18c1.400 0 2.300 1.200 2 2.500l-1.300 5.500c-.3 1.200-1.200 2-2.500 2H7",
  save: "M12 4v11M7 10.500l5 5 5-5M5 20h14",
  bin: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  dots: "M6 12h.01M12 12h.01M18 12h.01",
  list: "M9 6h11M9 12h11M9 18h11M4.500 6h.01M4.500 12h.01M4.500 18h.01",
  send: "M12 19V5M6 11l6-6 6 6",
  keys: "M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M8 14.500h8",
};

export function icon(sign) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  for (const [name, value] of [["viewBox", "0 0 24 24"], ["class", `icon ${sign}`], ["aria-hidden", "true"]]) {
    svg.setAttribute(name, value);
  }
  path.setAttribute("d", SIGNS[sign]);
  svg.append(path);
  return svg;
}
