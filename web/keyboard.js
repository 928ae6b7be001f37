// Shortcuts: single keys outside of text fields (they can be turned off), and Escape everywhere.

import { openDialog } from "./dialog.js";
import { element } from "./elements.js";
import { strings } from "./strings.js";

const TYPED_IN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

// `acts` are named as in `strings.shortcuts`; `isOn()` says whether single keys count.
export function listen(acts, isOn) {
  const keys = {
    "/": acts.ask,
    "?": openShortcuts,
    n: acts.anew,
    h: acts.history,
    r: acts.reader,
    f: acts.find,
    j: acts.nextCitation,
    k: acts.previousCitation,
    "]": acts.nextPage,
    "[": acts.previousPage,
    ",": acts.settings,
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") acts.close();
    else if (isOn() && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest?.(TYPED_IN)) {
      const act = keys[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    }
  });
}

export function openShortcuts() {
  const rows = strings.shortcuts.map(([pressed, what]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, ...pressed.split(" ").map((key) => element("kbd", {}, key))),
      element("td", {}, what),
    ),
  );
  openDialog("shortcuts", strings.shortcutsTitle, element("table", {}, element("tbody", {}, ...rows)), element("p", { class: "aside" }, strings.shortcutsHint));
}
