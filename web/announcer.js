// What screen readers hear: the page's one live region. What is announced is said once.

import { element } from "./elements.js";

const MOST = 40; // lines kept

export const announcer = element("div", { class: "unseen", id: "announcer", "aria-live": "polite" });

export function announce(words) {
  announcer.append(element("p", { dir: "auto" }, words));
  while (announcer.childElementCount > MOST) announcer.firstChild.remove();
}
