// The line that says what is happening while an answer is on its way: searching, reading, then
// checking (or writing), and how long it has taken once that is worth saying.

import { element, fill } from "./elements.js";
import { strings } from "./strings.js";

const CLOCK_FROM_MS = 2000;
const READING_MS = 700; // what follows the passages is reading for a moment, then checking

export class Progress {
  #clock = 0;
  #began = 0;
  #found = null;
  #readAt = 0;
  #checking = false;
  #writes = false;

  constructor() {
    this.element = element("p", { class: "progress", hidden: true });
  }

  // `writes`: the answer will be in a language model's words.
  start(writes) {
    this.stop();
    this.#began = performance.now();
    this.#found = null;
    this.#checking = false;
    this.#writes = writes;
    this.#clock = setInterval(() => this.#show(), 250);
    this.#show();
    this.element.hidden = false;
  }

  read(passages) {
    this.#found = passages;
    this.#readAt = performance.now();
    this.#show();
  }

  check() {
    this.#checking = true;
    this.#show();
  }

  stop() {
    clearInterval(this.#clock);
    this.element.hidden = true;
  }

  #show() {
    const now = performance.now();
    const read = this.#found !== null;
    const at = !read ? 0 : this.#checking || now - this.#readAt > READING_MS ? 2 : 1;
    const last = this.#writes ? strings.writing : strings.checking;
    const steps = [strings.searching, read ? strings.reading(this.#found) : strings.readingNothing, last];
    const passed = now - this.#began;
    fill(
      this.element,
      ...steps.map((words, i) => element("span", { class: i < at ? "done" : i === at ? "now" : "next" }, words)),
      passed > CLOCK_FROM_MS && element("span", { class: "clock" }, strings.seconds(Math.floor(passed / 1000))),
    );
  }
}
