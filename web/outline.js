// A document's headings by page: each opens its page at that place.

import { button, element, fill } from "./elements.js";
import { pointsOf } from "./sheet.js";
import { strings } from "./strings.js";

const BARE = 4; // a heading this short is a number: the words after it say what it is about
const WORDS = 20;

export class Outline {
  // `go(range, page)` is called for a chosen heading or page.
  constructor(go) {
    this.go = go;
    this.element = element("nav", { class: "outline", "aria-label": strings.outline });
  }

  show(loaded) {
    const { pages, outline = [] } = loaded;
    const groups = pages.map((page) => {
      const headings = outline.filter((heading) => heading.page === page.number);
      const label = strings.pageNumber(page.number) + (page.label ? ` · ${strings.pageLabel(page.label)}` : "");
      return element(
        "li",
        { "data-page": page.number },
        button({ class: "outline-page", on: { click: () => this.go(null, page) } }, label),
        headings.length > 0 &&
          element("ul", {}, ...headings.map((heading) => element("li", {}, this.#entry(loaded, heading, page)))),
      );
    });
    fill(this.element, element("ul", {}, ...groups));
  }

  // Marks the page that is shown, and brings it into view.
  mark(number) {
    this.element.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const group = this.element.querySelector(`[data-page="${number}"]`);
    group?.firstChild.setAttribute("aria-current", "page");
    if (!group) return;
    const { top, bottom } = group.firstChild.getBoundingClientRect();
    const frame = this.element.getBoundingClientRect();
    if (top < frame.top || bottom > frame.bottom) this.element.scrollTop += top - frame.top - 8;
  }

  #entry(loaded, heading, page) {
    const { title, end } = heading;
    const bare = Array.from(title).length < BARE;
    const after = bare ? pointsOf(loaded).slice(end, end + WORDS).trim() : "";
    const attributes = { class: `outline-heading level-${Math.min(3, heading.level)}`, dir: "auto" };
    return button({ ...attributes, on: { click: () => this.go(heading, page) } }, title, bare ? element("span", { class: "aside" }, ` ${after}…`) : null);
  }
}
