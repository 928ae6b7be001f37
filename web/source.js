// The source pane: one page of a document as it is, the chosen range marked and scrolled to, the
// answer's other ranges on that page marked more lightly.

import { button, element } from "./elements.js";
import { documentOf } from "./service.js";
import { strings } from "./strings.js";
import { PointText, markedPieces } from "./text.js";

const MARKS = { chosen: "cited", other: "also-cited" };

export class SourcePane {
  #points = new WeakMap(); // document -> its text by code points
  #target = null;
  #citations = [];
  #document = null;
  #targetPage = null;
  #page = null;

  constructor({ onClose }) {
    this.title = element("h2", { id: "source-title" });
    this.place = element("p", { class: "source-place" });
    this.text = element("div", {
      class: "source-text",
      tabindex: "0",
      role: "group",
      "aria-label": strings.sourceText,
    });
    this.previous = this.#button("‹", strings.previousPage, () => this.#turn(-1));
    this.next = this.#button("›", strings.nextPage, () => this.#turn(1));
    this.element = element(
      "aside",
      { id: "source", class: "source", "aria-labelledby": "source-title", hidden: true },
      element(
        "header",
        {},
        element("div", { class: "source-head" }, this.title, this.place),
        element(
          "div",
          { class: "source-tools" },
          this.previous,
          this.next,
          this.#button("×", strings.closeSource, onClose),
        ),
      ),
      this.text,
    );
  }

  // Shows a target {document_id, page?, start?, end?, heading?, cell?}; a range is marked, with the
  // `citations` around it. Without a page it is the one that the range begins on.
  async show(target, citations) {
    this.#target = target;
    this.#citations = citations;
    this.element.hidden = false;
    this.title.textContent = target.document_title ?? strings.source;
    this.#say(strings.loading);
    this.text.focus({ preventScroll: true });
    let loaded;
    try {
      loaded = await documentOf(target.document_id);
    } catch {
      if (this.#target === target) this.#fail();
      return;
    }
    if (this.#target !== target) return; // another one was chosen meanwhile
    this.#document = loaded;
    const isTarget = target.page
      ? ({ number }) => number === target.page
      : ({ start, end }) => start <= target.start && target.start < end;
    this.#targetPage = loaded.pages.find(isTarget) ?? loaded.pages[0];
    this.#page = this.#targetPage;
    this.#render();
  }

  hide() {
    this.#target = null;
    this.element.hidden = true;
  }

  #button(sign, label, click) {
    const attributes = { class: "tool", "aria-label": label, title: label, on: { click } };
    return button(attributes, element("span", { "aria-hidden": "true" }, sign));
  }

  #turn(step) {
    this.#page = this.#document.pages[this.#document.pages.indexOf(this.#page) + step];
    this.#render();
  }

  #say(...content) {
    this.place.replaceChildren();
    this.text.replaceChildren(element("p", { class: "aside" }, ...content));
    this.previous.disabled = true;
    this.next.disabled = true;
  }

  #fail() {
    const again = () => this.show(this.#target, this.#citations);
    this.#say(strings.sourceFailed, " ", button({ class: "retry", on: { click: again } }, strings.retry));
  }

  #render() {
    const { pages } = this.#document;
    const at = pages.indexOf(this.#page);
    this.title.textContent = this.#document.title;
    this.previous.disabled = at <= 0;
    this.next.disabled = at >= pages.length - 1;
    this.#renderPlace();
    this.#renderText();
    const mark = this.text.querySelector("mark.cited");
    if (mark) this.#scrollTo(mark);
    else this.text.scrollTop = 0;
  }

  #isTargetPage() {
    return this.#page === this.#targetPage;
  }

  #renderPlace() {
    const { number, label, heading } = this.#page;
    const { heading: targetHeading, cell } = this.#isTargetPage() ? this.#target : {};
    const words = [
      strings.pageNumber(number),
      label && label !== `${number}` ? strings.pageLabel(label) : null,
      targetHeading ?? heading,
      cell ? strings.cell(cell) : null,
    ];
    this.place.replaceChildren(
      ...words.filter(Boolean).map((part) => element("span", {}, part)),
    );
  }

  #renderText() {
    const { start } = this.#page;
    let { end } = this.#page;
    const here = ({ document_id, start: from, end: to }) =>
      document_id === this.#document.id && from < end && to > start;
    let chosen = null;
    if (this.#target.end !== undefined && here(this.#target)) {
      chosen = { start: Math.max(start, this.#target.start), end: this.#target.end };
      // A quote that runs over the page's end is shown whole.
      if (this.#isTargetPage()) end = Math.max(end, chosen.end);
    }
    const points = this.#pointsOf(this.#document);
    const pieces = markedPieces(start, end, chosen, this.#citations.filter(here));
    const nodes = pieces.map((piece) => {
      const words = points.slice(piece.start, piece.end);
      return piece.kind === "plain"
        ? document.createTextNode(words)
        : element("mark", { class: MARKS[piece.kind] }, words);
    });
    if (end > start) this.text.replaceChildren(element("div", { class: "sheet" }, ...nodes));
    else this.text.replaceChildren(element("p", { class: "aside" }, strings.noPage));
  }

  #pointsOf(loaded) {
    if (!this.#points.has(loaded)) this.#points.set(loaded, new PointText(loaded.text));
    return this.#points.get(loaded);
  }

  // Puts a mark in the upper part of the pane, or at its top when it is taller than the pane.
  #scrollTo(mark) {
    const frame = this.text.getBoundingClientRect();
    const { top, height } = mark.getBoundingClientRect();
    const above = Math.max(0, Math.min(frame.height / 3, (frame.height - height) / 2));
    this.text.scrollTop += top - frame.top - above;
  }
}
