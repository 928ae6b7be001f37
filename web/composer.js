// The question box: Enter sends, Shift+Enter breaks the line, Enter that confirms an input
// method's candidate does neither. A question over the limit stays in the box.

import { announce } from "./announcer.js";
import { button, element, icon } from "./elements.js";
import { strings } from "./strings.js";
import { pointCount } from "./text.js";

export const QUESTION_LIMIT = 2000; // code points
const COUNT_FROM = 1800;
const IME_KEY_CODE = 229; // what Safari reports for the Enter that ends a composition

export class Composer {
  #running = false;
  #over = false;

  // `onAsk(question)`, `onStop()`, `onDraft(text)` for every change of the box, `onScope()` for the
  // button that says what is asked and how.
  constructor({ draft, onAsk, onStop, onDraft, onScope }) {
    this.onAsk = onAsk;
    this.onDraft = onDraft;
    this.box = element("textarea", {
      id: "question",
      rows: "1",
      dir: "auto",
      placeholder: strings.placeholder,
      "aria-describedby": "question-notice question-hint",
      autocomplete: "off",
      on: { input: () => this.#changed(), keydown: (event) => this.#key(event) },
    });
    this.notice = element("p", { id: "question-notice", class: "notice" });
    this.count = element("span", { class: "count" });
    this.scope = button({ class: "scope", on: { click: onScope } });
    this.send = this.#sign("send", strings.send, () => this.#ask());
    this.stop = button({ class: "stop", hidden: true, on: { click: onStop } }, strings.stop);
    this.element = element(
      "div",
      { class: "composer" },
      this.notice,
      element(
        "div",
        { class: "composer-box" },
        element("label", { class: "unseen", for: "question" }, strings.question),
        this.box,
        this.send,
        this.stop,
      ),
      element(
        "div",
        { class: "composer-foot" },
        this.scope,
        element("span", { id: "question-hint" }, strings.composerHint),
        this.count,
      ),
    );
    this.box.value = draft;
  }

  focus() {
    this.box.focus();
  }

  // Says which documents are asked, and how.
  showScope(words) {
    this.scope.replaceChildren(icon("sliders"), words);
    this.scope.title = strings.settings;
  }

  // Puts words into the box, with the cursor after them.
  put(words) {
    this.box.value = words;
    this.#changed();
    this.focus();
    this.box.setSelectionRange(words.length, words.length);
  }

  // Shows the stop button while an answer is on its way.
  setRunning(running) {
    const hadFocus = [this.send, this.stop].includes(document.activeElement);
    this.#running = running;
    this.send.hidden = running;
    this.stop.hidden = !running;
    if (hadFocus) this.focus();
  }

  // Fits the box to its text; needs the box to be on the page.
  fit() {
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight}px`;
    const length = this.#length();
    const over = length > QUESTION_LIMIT;
    this.count.textContent = length >= COUNT_FROM ? strings.count(length, QUESTION_LIMIT) : "";
    this.notice.textContent = over ? strings.tooLong(length, QUESTION_LIMIT) : "";
    this.box.setAttribute("aria-invalid", `${over}`);
    if (over && !this.#over) announce(this.notice.textContent);
    this.#over = over;
  }

  #sign(sign, name, click) {
    return button({ class: sign, "aria-label": name, title: name, on: { click } }, icon(sign));
  }

  #length() {
    return pointCount(this.box.value.trim());
  }

  #changed() {
    this.fit();
    this.onDraft(this.box.value);
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey) return;
    if (event.isComposing || event.keyCode === IME_KEY_CODE) return;
    event.preventDefault();
    this.#ask();
  }

  #ask() {
    const length = this.#length();
    if (this.#running || length === 0 || length > QUESTION_LIMIT) {
      this.focus();
      return;
    }
    const question = this.box.value.trim();
    this.box.value = "";
    this.#changed();
    this.onAsk(question);
  }
}
