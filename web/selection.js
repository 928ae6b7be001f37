// "Ask about this": a button beside the words that are selected in the source.

import { button, icon } from "./elements.js";
import { strings } from "./strings.js";

const GAP_PX = 6;
const MOST_CHARACTERS = 400;

export class SelectionAsker {
  #words = "";

  // `root` holds the words; `ask(words)` is called for the selected ones.
  constructor(root, frame, ask) {
    this.root = root;
    this.frame = frame;
    this.button = button(
      { class: "ask-about primary", hidden: true, on: { click: () => ask(this.#words) } },
      icon("pencil"),
      strings.askAbout,
    );
    // Pressing the button must not take the selection away.
    this.button.addEventListener("pointerdown", (event) => event.preventDefault());
    document.addEventListener("selectionchange", () => this.#follow());
  }

  #follow() {
    const selection = document.getSelection();
    const inside = selection.rangeCount > 0 && this.root.contains(selection.getRangeAt(0).commonAncestorContainer);
    const words = inside ? selection.toString().replace(/\s*\n\s*/g, " ").trim() : "";
    this.#words = Array.from(words).slice(0, MOST_CHARACTERS).join("");
    this.button.hidden = this.#words === "";
    if (this.button.hidden) return;
    const rects = selection.getRangeAt(0).getClientRects();
    const last = rects[rects.length - 1];
    const frame = this.frame.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.button;
    const left = Math.min(last.right - frame.left, frame.width - width - GAP_PX);
    const below = last.bottom - frame.top + GAP_PX;
    this.button.style.left = `${Math.max(GAP_PX, left)}px`;
    this.button.style.top = `${Math.max(GAP_PX, Math.min(below, frame.height - height - GAP_PX))}px`;
  }
}
