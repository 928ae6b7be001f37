// A short notice at the page's edge: what was done, perhaps with a way back. It stays while it is
// pointed at or focused.

import { announce } from "./announcer.js";
import { button, element, tool } from "./elements.js";
import { strings } from "./strings.js";

const SHOWN_MS = 12_000;
let shown = null;
let leaving = 0;

export function toast(words, action = null, act = null) {
  hideToast();
  shown = element(
    "div",
    { class: "toast", role: "group", "aria-label": strings.notice },
    element("span", {}, words),
    action && button({ class: "toast-action", on: { click: () => (hideToast(), act()) } }, action),
    tool("close", strings.close, hideToast),
  );
  for (const event of ["pointerenter", "focusin"]) shown.addEventListener(event, () => clearTimeout(leaving));
  for (const event of ["pointerleave", "focusout"]) shown.addEventListener(event, leaveSoon);
  (document.querySelector("dialog[open]") ?? document.body).append(shown);
  announce(words);
  leaveSoon();
}

export function hideToast() {
  clearTimeout(leaving);
  shown?.remove();
  shown = null;
}

function leaveSoon() {
  clearTimeout(leaving);
  leaving = setTimeout(hideToast, SHOWN_MS);
}
