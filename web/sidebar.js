// The kept conversations: searched, opened, renamed, saved as files, deleted (and brought back).

import { button, element, fill, icon, tool } from "./elements.js";
import { strings } from "./strings.js";

const MOST_LISTED = 300;
const EXCERPT = 60;

export class Sidebar {
  #open = null; // the id of the conversation whose acts are shown

  // `acts` are what the page does for a conversation: open, rename(id, name), remove,
  // saveMarkdown, saveJSON; and close(), anew().
  constructor(library, acts) {
    this.shelf = library;
    this.acts = acts;
    this.box = element("input", {
      type: "search",
      class: "field",
      "aria-label": strings.searchConversations,
      placeholder: strings.searchConversations,
      on: { input: () => this.render() },
    });
    this.list = element("ul", { class: "kept" });
    this.element = element(
      "nav",
      { id: "sidebar", class: "sidebar", "aria-label": strings.conversations, hidden: true },
      element(
        "header",
        {},
        button({ class: "new", on: { click: acts.anew } }, icon("plus"), strings.newConversation),
        tool("close", strings.closeConversations, acts.close),
      ),
      this.box,
      this.list,
    );
  }

  // Shows the list anew; `current` is the id of the conversation on the page.
  render(current = this.current) {
    this.current = current;
    if (this.element.hidden) return;
    const words = this.box.value.trim();
    const found = this.shelf
      .all()
      .map((conversation) => ({ conversation, where: words ? conversation.find(words) : "" }))
      .filter(({ where }) => where !== null)
      .slice(0, MOST_LISTED);
    const nothing = element("li", { class: "aside" }, words ? strings.foundNothing : strings.noConversations);
    fill(this.list, ...(found.length > 0 ? found.map((one) => this.#entry(one, words)) : [nothing]));
  }

  #entry({ conversation, where }, words) {
    const { id, title } = conversation;
    const isOpen = this.#open === id;
    const toggle = () => {
      this.#open = isOpen ? null : id;
      this.render();
      this.list.querySelector(`[data-id="${id}"] .more-acts`)?.focus();
    };
    const excerpt = words && where !== title ? excerptOf(where, words) : null;
    return element(
      "li",
      { class: "entry", "data-id": id },
      button(
        { class: "entry-open", "aria-current": id === this.current && "true", on: { click: () => this.acts.open(id) } },
        element("span", { class: "entry-title", dir: "auto" }, title),
        excerpt && element("span", { class: "entry-excerpt", dir: "auto" }, excerpt),
        element("span", { class: "entry-time" }, strings.when(conversation.changed)),
      ),
      tool("dots", strings.actsOf(title), toggle, { class: "more-acts", "aria-expanded": `${isOpen}` }),
      isOpen &&
        element(
          "div",
          { class: "entry-acts", role: "group", "aria-label": strings.actsOf(title) },
          tool("pencil", strings.rename, () => this.#rename(conversation)),
          button({ class: "tool wide", on: { click: () => this.acts.saveMarkdown(id) } }, icon("save"), "Markdown"),
          button({ class: "tool wide", on: { click: () => this.acts.saveJSON(id) } }, icon("save"), "JSON"),
          tool("bin", strings.remove, () => ((this.#open = null), this.acts.remove(id))),
        ),
    );
  }

  #rename({ id, title }) {
    const entry = this.list.querySelector(`[data-id="${id}"]`);
    const box = element("input", { class: "field", "aria-label": strings.rename, maxlength: "120", dir: "auto" });
    let done = false;
    const end = (keep) => {
      if (done) return;
      done = true;
      if (keep && box.value.trim() && box.value.trim() !== title) this.acts.rename(id, box.value.trim());
      this.render();
      this.list.querySelector(`[data-id="${id}"] .more-acts`)?.focus();
    };
    box.value = title;
    box.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "Enter") end(true);
      if (event.key === "Escape") {
        event.stopPropagation();
        end(false);
      }
    });
    box.addEventListener("blur", () => end(true));
    entry.querySelector(".entry-open").replaceWith(box);
    box.focus();
    box.select();
  }
}

// The words around those that were searched for.
function excerptOf(text, words) {
  const at = Math.max(0, text.toLowerCase().indexOf(words.toLowerCase()) - 12);
  return `${at > 0 ? "…" : ""}${text.slice(at, at + EXCERPT).replace(/\s+/g, " ")}`;
}
