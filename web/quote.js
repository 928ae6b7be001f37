// The small card with a citation's exact quote, shown while a chip is pointed at or focused.

import { element, fill } from "./elements.js";
import { strings } from "./strings.js";

const GAP_PX = 8;
const LEAVE_MS = 150; // long enough to move the pointer from the chip onto the card

const card = element("div", { id: "quote-card", class: "quote-card", role: "tooltip", hidden: true });
let owner = null;
let leaving = 0;

card.addEventListener("pointerenter", () => clearTimeout(leaving));
card.addEventListener("pointerleave", hideSoon);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && owner) {
    hideQuote();
    event.stopImmediatePropagation();
  }
});
document.addEventListener("scroll", ({ target }) => target !== card && hideQuote(), { capture: true, passive: true });

// Makes a chip show its citation's quote.
export function attachQuote(chip, citation) {
  chip.addEventListener("pointerenter", (event) => {
    if (event.pointerType === "mouse") show(chip, citation);
  });
  chip.addEventListener("pointerleave", hideSoon);
  chip.addEventListener("focus", () => {
    if (chip.matches(":focus-visible")) show(chip, citation);
  });
  chip.addEventListener("blur", hideQuote);
  chip.addEventListener("click", hideQuote);
}

export function hideQuote() {
  clearTimeout(leaving);
  owner?.removeAttribute("aria-describedby");
  owner = null;
  card.hidden = true;
}

function hideSoon() {
  clearTimeout(leaving);
  leaving = setTimeout(hideQuote, LEAVE_MS);
}

function show(chip, citation) {
  hideQuote();
  owner = chip;
  fill(
    card,
    element("p", { class: "quote-text", dir: "auto" }, citation.quote),
    element("p", { class: "quote-place", dir: "auto" }, placeOf(citation)),
  );
  document.body.append(card);
  card.hidden = false;
  chip.setAttribute("aria-describedby", card.id);
  const at = chip.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const above = at.top - height - GAP_PX;
  const left = Math.min(at.left - GAP_PX, document.documentElement.clientWidth - width - GAP_PX);
  card.style.left = `${Math.max(GAP_PX, left)}px`;
  card.style.top = `${above >= GAP_PX ? above : at.bottom + GAP_PX}px`;
}

// Where a citation stands, in one line.
export function placeOf({ document_title: title, page, heading, cell }) {
  return [title, strings.pageNumber(page), heading, cell && strings.cell(cell)].filter(Boolean).join(" · ");
}
