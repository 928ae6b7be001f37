// Full-text search of one document: white space, case and width do not count.

import { button, element, fill, tool } from "./elements.js";
import { FoldedText } from "./folding.js";
import { pointsOf } from "./sheet.js";
import { strings } from "./strings.js";

const BEFORE = 14; // characters around a hit
const AFTER = 30;
const MOST_LISTED = 200;
const PAUSE_MS = 120;

const folds = new WeakMap(); // document -> its text, folded

function foldOf(loaded) {
  if (!folds.has(loaded)) folds.set(loaded, new FoldedText(pointsOf(loaded).points));
  return folds.get(loaded);
}

export class Finder {
  #document = null;
  #at = -1;
  #waiting = 0;

  // `go(hit)` shows a hit's page, or takes the marks away for `null`.
  constructor(go) {
    this.go = go;
    this.hits = [];
    this.box = element("input", {
      type: "search",
      class: "field",
      "aria-label": strings.find,
      placeholder: strings.find,
      on: { input: () => this.#later(), keydown: (event) => this.#key(event) },
    });
    this.count = element("span", { class: "found", role: "status" });
    this.previous = tool("up", strings.previousHit, () => this.#step(-1));
    this.next = tool("down", strings.nextHit, () => this.#step(1));
    this.list = element("ol", { class: "hits" });
    this.element = element(
      "div",
      { class: "finder", role: "search" },
      element("div", { class: "finder-head" }, this.box, this.previous, this.next),
      this.count,
      this.list,
    );
    this.#tell();
  }

  get hit() {
    return this.hits[this.#at] ?? null;
  }

  show(loaded) {
    if (loaded === this.#document) return;
    this.#document = loaded;
    this.#find({ stay: true });
  }

  clear() {
    clearTimeout(this.#waiting);
    this.box.value = "";
    this.#find({ stay: true });
  }

  #later() {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#find(), PAUSE_MS);
  }

  #find({ stay = false } = {}) {
    const loaded = this.#document;
    this.hits = loaded ? foldOf(loaded).find(this.box.value) : [];
    this.#at = this.hits.length > 0 && !stay ? 0 : -1;
    fill(this.list, ...this.hits.slice(0, MOST_LISTED).map((hit, i) => this.#entry(loaded, hit, i)));
    this.#tell();
    if (!stay) this.go(this.hit);
  }

  #entry(loaded, hit, i) {
    const points = pointsOf(loaded);
    const page = loaded.pages.find(({ end }) => hit.start < end);
    const words = (start, end) => points.slice(start, end).replace(/\s+/g, " ");
    const choose = () => {
      this.#at = i;
      this.#tell();
      this.go(hit);
    };
    return element(
      "li",
      {},
      button(
        { class: "hit-entry", on: { click: choose } },
        element(
          "span",
          { class: "hit-words", dir: "auto" },
          words(Math.max(0, hit.start - BEFORE), hit.start),
          element("b", {}, words(hit.start, hit.end)),
          words(hit.end, hit.end + AFTER),
        ),
        element("span", { class: "hit-page" }, strings.pageNumber(page?.number ?? "")),
      ),
    );
  }

  #step(step) {
    if (this.hits.length === 0) return;
    this.#at = (this.#at + step + this.hits.length) % this.hits.length;
    this.#tell();
    this.go(this.hit);
  }

  #tell() {
    const { length } = this.hits;
    const words = length > 0 ? strings.found(this.#at + 1, length) : strings.foundNothing;
    this.count.textContent = this.box.value.trim() === "" ? "" : words;
    for (const step of [this.previous, this.next]) step.disabled = length === 0;
    this.list.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const entry = this.list.children[this.#at]?.firstChild;
    entry?.setAttribute("aria-current", "true");
    entry?.scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    if (this.#at < 0) this.#find();
    else this.#step(event.shiftKey ? -1 : 1);
  }
}
