// The pane that shows the documents: a citation's page with its range marked, and a reader with
// outline, search and pages.

import { announce } from "./announcer.js";
import { button, element, fill, tool } from "./elements.js";
import { Finder } from "./finder.js";
import { Outline } from "./outline.js";
import { SelectionAsker } from "./selection.js";
import { documentOf } from "./service.js";
import { Sheet } from "./sheet.js";
import { strings } from "./strings.js";

export class SourcePane {
  #target = null;
  #targets = [];
  #document = null;
  #targetPage = null;
  #page = null;

  // `onClose()`; `onMove(target)` when another citation was chosen here; `onAsk(words)`.
  constructor({ onClose, onMove, onAsk }) {
    this.onMove = onMove;
    this.outline = new Outline((range, page) => this.#read(range, page));
    this.finder = new Finder((hit) => this.#showHit(hit));
    this.title = element("h2", { id: "source-title", dir: "auto" });
    this.choice = element("select", {
      class: "field",
      "aria-label": strings.document,
      on: { change: () => this.show({ document_id: this.choice.value, page: 1 }, []) },
    });
    this.place = element("p", { class: "source-place" });
    this.text = element("div", {
      class: "source-text",
      tabindex: "0",
      role: "group",
      "aria-label": strings.sourceText,
    });
    this.number = element("input", {
      class: "field page-number",
      inputmode: "numeric",
      "aria-label": strings.jump,
      title: strings.jump,
      on: { change: () => this.#jump(), focus: () => this.number.select() },
    });
    this.pages = element("span", { class: "page-count" });
    this.previous = tool("left", strings.previousPage, () => this.turnPage(-1));
    this.next = tool("right", strings.nextPage, () => this.turnPage(1));
    this.before = tool("up", strings.previousCitation, () => this.move(-1));
    this.after = tool("down", strings.nextCitation, () => this.move(1));
    this.which = element("span", { class: "which" });
    this.moving = element("div", { class: "moving" }, this.before, this.which, this.after);
    this.openers = {
      outline: tool("list", strings.outline, () => this.#toggle("outline"), { "aria-expanded": "false" }),
      finder: tool("search", strings.findIn, () => this.#toggle("finder"), { "aria-expanded": "false" }),
    };
    const body = element(
      "div",
      { class: "source-body" },
      element("div", { class: "source-side", hidden: true }, this.choice, this.outline.element, this.finder.element),
      this.text,
    );
    this.side = body.firstChild;
    this.asker = new SelectionAsker(this.text, body, onAsk);
    body.append(this.asker.button);
    this.element = element(
      "aside",
      { id: "source", class: "source", "aria-labelledby": "source-title", hidden: true },
      element(
        "header",
        {},
        element("div", { class: "source-head" }, this.title, this.place),
        tool("close", strings.closeSource, onClose),
        element(
          "div",
          { class: "source-tools" },
          this.openers.outline,
          this.openers.finder,
          this.moving,
          element("div", { class: "paging" }, this.previous, this.number, this.pages, this.next),
        ),
      ),
      body,
    );
  }

  get isOpen() {
    return !this.element.hidden;
  }

  // What is shown, to show it again: [target, targets].
  get shown() {
    return this.#target && [this.#target, this.#targets];
  }

  // The documents to choose from.
  offer(documents) {
    this.choice.hidden = documents.length < 2;
    fill(this.choice, ...documents.map(({ id, title }) => element("option", { value: id }, title)));
  }

  // Shows a target {document_id, page?, start?, end?, heading?, cell?}; a range is marked, with the
  // other `targets` around it. Without a page it is the one that the range begins on. `panel` is
  // what to open beside the text.
  async show(target, targets, panel = null) {
    this.#target = target;
    this.#targets = targets;
    this.element.hidden = false;
    if (panel && this.side.dataset.panel !== panel) this.#toggle(panel);
    if (target.document_title) fill(this.title, target.document_title);
    else if (this.title.textContent === "") fill(this.title, strings.source);
    if (this.#document?.id !== target.document_id) this.#say(strings.loading);
    if (!this.element.contains(document.activeElement)) this.text.focus({ preventScroll: true });
    let loaded;
    try {
      loaded = await documentOf(target.document_id);
    } catch {
      if (this.#target === target) this.#fail();
      return;
    }
    if (this.#target !== target) return; // another one was chosen meanwhile
    if (this.#document !== loaded) this.outline.show(loaded);
    this.#document = loaded;
    this.finder.show(loaded);
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

  turnPage(step) {
    const page = this.#document?.pages[this.#document.pages.indexOf(this.#page) + step];
    if (page) this.#open(page);
  }

  // To the previous or next of the targets.
  move(step) {
    const at = this.#index();
    const target = this.#targets[at + step];
    if (at < 0 || !target) return;
    this.show(target, this.#targets);
    this.onMove(target);
    announce(strings.movedTo(at + step + 1, this.#targets.length, target.quote ?? target.text));
  }

  // Opens the search and puts the cursor there.
  find() {
    if (this.side.dataset.panel !== "finder") this.#toggle("finder");
    this.finder.box.focus();
    this.finder.box.select();
  }

  // Closes the panel beside the text; says whether one was open.
  closePanel() {
    const { panel } = this.side.dataset;
    if (!panel) return false;
    this.#toggle(panel);
    this.openers[panel].focus();
    return true;
  }

  #index() {
    const { start, end, document_id: id } = this.#target ?? {};
    return this.#targets.findIndex((one) => one.start === start && one.end === end && one.document_id === id);
  }

  #toggle(panel) {
    const open = this.side.dataset.panel === panel ? "" : panel;
    this.side.dataset.panel = open;
    this.side.hidden = open === "";
    for (const name of ["outline", "finder"]) {
      this[name].element.hidden = open !== name;
      this.openers[name].setAttribute("aria-expanded", `${open === name}`);
    }
    if (open === "outline" && this.#page) this.outline.mark(this.#page.number);
    if (open === "finder") this.finder.box.focus();
    else if (panel === "finder" && this.finder.hits.length > 0) {
      this.finder.clear();
      this.#render();
    }
  }

  #read(range, page) {
    this.#open(page);
    if (range) this.#scrollTo(this.text.querySelector(`[data-at="${range.start}"]`) ?? this.text.firstChild);
    if (matchMedia("(max-width: 59.99rem)").matches) this.#toggle(this.side.dataset.panel);
  }

  #open(page) {
    this.#page = page;
    this.#render();
  }

  #showHit(hit) {
    if (!this.#document) return;
    if (hit) this.#page = this.#document.pages.find(({ end }) => hit.start < end) ?? this.#page;
    this.#render();
  }

  #jump() {
    const wanted = this.number.value.normalize("NFKC").trim();
    const { pages } = this.#document ?? { pages: [] };
    const page = pages.find(({ number }) => `${number}` === wanted) ?? pages.find(({ label }) => label === wanted);
    if (page) this.#open(page);
    else this.number.value = this.#page?.number ?? "";
  }

  #say(...content) {
    fill(this.place);
    fill(this.text, element("p", { class: "aside" }, ...content));
    for (const one of [this.previous, this.next]) one.disabled = true;
    this.moving.hidden = true;
  }

  #fail() {
    const again = () => this.show(this.#target, this.#targets);
    this.#say(strings.sourceFailed, " ", button({ class: "retry", on: { click: again } }, strings.retry));
  }

  #render() {
    const { pages, title, id } = this.#document;
    const at = pages.indexOf(this.#page);
    fill(this.title, title);
    this.choice.value = id;
    this.previous.disabled = at <= 0;
    this.next.disabled = at >= pages.length - 1;
    this.number.value = this.#page.number;
    this.pages.textContent = `/ ${pages.length}`;
    this.#renderMoving();
    this.#renderPlace();
    this.#renderText();
    this.outline.mark(this.#page.number);
    const hit = this.text.querySelector(".hit.current");
    const mark = hit ?? this.text.querySelector("mark.cited");
    if (mark) this.#scrollTo(mark);
    else this.text.scrollTop = 0;
  }

  #renderMoving() {
    const at = this.#index();
    this.moving.hidden = at < 0 || this.#targets.length < 2;
    this.which.textContent = strings.which(at + 1, this.#targets.length);
    this.before.disabled = at <= 0;
    this.after.disabled = at >= this.#targets.length - 1;
  }

  #isTargetPage() {
    return this.#page === this.#targetPage;
  }

  // Page, printed page, the trail of headings, and a table's row and column.
  #renderPlace() {
    const { number, label, heading } = this.#page;
    const { heading: targetHeading, cell } = this.#isTargetPage() ? this.#target : {};
    const words = [
      strings.pageNumber(number),
      label && label !== `${number}` ? strings.pageLabel(label) : null,
      this.#trail(targetHeading ?? heading).join(" › "),
      cell ? strings.cell(cell) : null,
    ];
    const gaps = (this.#document.gaps ?? []).filter(([from]) => this.#page.start <= from && from < this.#page.end);
    fill(
      this.place,
      ...words.filter(Boolean).map((part) => element("span", { dir: "auto" }, part)),
      gaps.length > 0 && element("span", { class: "gap-count" }, strings.gaps(gaps.length)),
    );
  }

  // A heading with those that it stands under.
  #trail(heading) {
    const { outline = [] } = this.#document;
    const trail = heading ? [heading] : [];
    let at = outline.findIndex(({ title, page }) => title === heading && page === this.#page.number);
    for (let above = outline[at]; at >= 0 && above.level > 1; at -= 1) {
      if (outline[at].level >= above.level) continue;
      above = outline[at];
      trail.unshift(above.title);
    }
    return trail;
  }

  #renderText() {
    const { start } = this.#page;
    let { end } = this.#page;
    const here = ({ document_id: id, start: from, end: to }) => id === this.#document.id && from < end && to > start;
    let chosen = null;
    if (this.#target.end > this.#target.start && here(this.#target)) {
      chosen = { start: Math.max(start, this.#target.start), end: this.#target.end };
      // A quote that runs over the page's end is shown whole.
      if (this.#isTargetPage()) end = Math.max(end, chosen.end);
    }
    const { hits, hit } = this.finder;
    const sheet = new Sheet(this.#document, { chosen, others: this.#targets.filter(here), hits, hit });
    if (end > start) fill(this.text, sheet.draw(start, end));
    else fill(this.text, element("p", { class: "aside" }, strings.noPage));
  }

  // Puts an element in the upper part of the pane, or at its top when it is taller than the pane.
  #scrollTo(node) {
    const frame = this.text.getBoundingClientRect();
    const { top, height } = node.getClientRects()[0] ?? frame;
    const whole = node.getBoundingClientRect().height;
    const above = Math.max(0, Math.min(frame.height / 3, (frame.height - whole) / 2));
    const header = this.text.querySelector(".cited-row") ? this.text.querySelector("thead").offsetHeight : 0;
    this.text.scrollTop += top - frame.top - Math.max(above, Math.min(header + height, frame.height / 3));
  }
}
