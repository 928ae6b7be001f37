// The page's frame: header, conversations, talk, source. Made anew when the language changes; what
// happens is in app.js.

import { announcer } from "./announcer.js";
import { button, element, fill, tool } from "./elements.js";
import { strings } from "./strings.js";

export const NARROW = matchMedia("(max-width: 59.99rem)"); // one column at a time
export const CROWDED = matchMedia("(max-width: 89.99rem)"); // two of them

export class Frame {
  // `parts` are {sidebar, composer}; `acts` are anew, history, reader, settings, shortcuts,
  // ask(question), open(document).
  constructor({ sidebar, composer }, acts) {
    this.acts = acts;
    this.documents = element("ul", { class: "documents", "aria-label": strings.documents });
    this.suggestions = element("ul", { class: "suggestions", "aria-labelledby": "suggestions" });
    this.suggestionHeading = element("h2", { id: "suggestions", hidden: true }, strings.suggestions);
    this.empty = element(
      "section",
      { class: "empty" },
      element("p", { class: "empty-heading" }, strings.emptyHeading),
      element("p", { class: "empty-text" }, strings.emptyText),
      this.documents,
      this.suggestionHeading,
      this.suggestions,
    );
    this.turns = element("div", { class: "turns" });
    this.scroller = element(
      "div",
      { class: "scroller", tabindex: "0", role: "group", "aria-label": strings.conversation },
      this.empty,
      this.turns,
    );
    this.banner = element("p", { class: "banner", hidden: true });
    this.history = tool("menu", strings.openConversations, acts.history, {
      "aria-expanded": "false",
      "aria-controls": "sidebar",
    });
    this.scrim = element("div", { class: "scrim", on: { click: acts.history } });
    this.element = element(
      "div",
      { class: "page" },
      element(
        "header",
        { class: "top" },
        this.history,
        element("h1", {}, strings.title),
        button({ class: "tool wide reader", on: { click: acts.reader } }, strings.reader),
        tool("plus", strings.newConversation, acts.anew),
        tool("keys", strings.shortcutsTitle, acts.shortcuts, { class: "keys-tool" }),
        tool("sliders", strings.settings, acts.settings),
      ),
      sidebar.element,
      this.scrim,
      element("main", { class: "talk" }, this.banner, this.scroller, composer.element),
    );
    document.body.replaceChildren(this.element, announcer);
  }

  showDocuments(documents) {
    fill(
      this.documents,
      ...documents.map((one) => {
        const attributes = { class: "document", title: strings.openDocument(one.title), "aria-expanded": "false" };
        const opener = button(
          { ...attributes, on: { click: () => this.acts.open(one, opener) } },
          element("span", { dir: "auto" }, one.title),
          element("span", { class: "document-pages" }, strings.pageCount(one.pages)),
        );
        return element("li", {}, opener);
      }),
    );
  }

  showFailedDocuments() {
    fill(this.documents, element("li", { class: "aside" }, strings.documentsFailed));
  }

  showSuggestions(questions) {
    this.suggestionHeading.hidden = questions.length === 0;
    fill(
      this.suggestions,
      ...questions.map((question) =>
        element(
          "li",
          {},
          button({ class: "suggestion", dir: "auto", on: { click: () => this.acts.ask(question) } }, question),
        ),
      ),
    );
  }

  // Words above the conversation, or none.
  showBanner(words) {
    this.banner.hidden = !words;
    fill(this.banner, words ?? "");
  }

  showSidebar(open) {
    this.element.classList.toggle("with-sidebar", open);
    this.history.setAttribute("aria-expanded", `${open}`);
  }

  // Makes a change and keeps the end in view if it was in view.
  following(change) {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    change();
    if (scrollHeight - scrollTop - clientHeight < FOLLOW_PX) this.scrollToEnd();
  }

  scrollToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}

const FOLLOW_PX = 120; // this close to the end, the page follows what arrives
