// The parts of an answer as elements: statements with their citation chips, verdicts and checks,
// notes, the abstention. `cite(chip, target)` is called for a chosen chip.

import { button, element, fill, icon } from "./elements.js";
import { attachQuote, placeOf } from "./quote.js";
import { strings } from "./strings.js";

const MOST_CHIPS = 12;
const SHOWN_CHIPS = 8;
let panels = 0;

// One statement; `citations` are those it may name.
export function statementElement(statement, citations, cite) {
  const { text, verdict, checks } = statement;
  const panel = element("div", { class: "checks", id: `checks-${(panels += 1)}`, hidden: true });
  const { sign, word, label } = strings.verdict(verdict);
  const opener = button(
    {
      class: "verdict",
      title: label,
      "aria-label": `${word}: ${label}`,
      "aria-expanded": "false",
      "aria-controls": panel.id,
      on: { click: () => toggleChecks(opener, panel, statement) },
    },
    element("span", { class: "verdict-sign", "aria-hidden": "true" }, sign),
    element("span", { class: "verdict-word" }, word),
  );
  return element(
    "div",
    { class: "statement", "data-verdict": verdict },
    element(
      "p",
      {},
      element("span", { class: "statement-text", dir: "auto" }, text),
      ...together(folding(chips(statement.citations, citations, cite)), checks ? opener : null),
    ),
    panel,
  );
}

// What the reader should know of how the answer came about.
export function notesElement(notes = []) {
  const lines = notes.map(({ code, message }) =>
    element("p", { class: "note", "data-code": code, dir: "auto" }, message || strings.note(code)),
  );
  return lines.length > 0 ? element("div", { class: "notes", role: "note", "aria-label": strings.notes }, ...lines) : null;
}

// What is shown instead of statements when the service does not answer: why, what was looked for,
// and the nearest words of the documents as quotes that open. Markers in the message become chips.
export function abstentionElement({ abstention, citations, standalone_question: sought, passages }, cite) {
  const { reason, message, nearest } = abstention;
  const parts = message.split(/\[(\d+)\]/); // words, number, words, number, …
  const content = parts.flatMap((part, i) => {
    if (i % 2 === 0) return [part];
    const found = chips([Number(part)], citations, cite);
    return found.length > 0 ? found : [`[${part}]`];
  });
  const near = nearest.map((number) => citations.find((c) => c.number === number)).filter(Boolean);
  return element(
    "div",
    { class: "abstention", role: "note", "aria-label": strings.noAnswer },
    element(
      "p",
      { class: "abstention-label" },
      element("strong", {}, strings.noAnswer),
      element("span", {}, strings.reason(reason)),
    ),
    element("p", { class: "abstention-message", dir: "auto" }, ...content),
    element("p", { class: "sought", dir: "auto" }, strings.sought(sought, passages.length)),
    near.length > 0 && element("p", { class: "nearest-label" }, strings.nearest),
    near.length > 0 &&
      element("ul", { class: "nearest" }, ...near.map((citation) => element("li", {}, quoteButton(citation, cite)))),
  );
}

// The citations as they are printed below an answer: with their quotes, in full.
export function footnotesElement(citations) {
  return element(
    "ol",
    { class: "footnotes", "aria-hidden": "true" },
    ...citations.map((citation) =>
      element(
        "li",
        { value: citation.number },
        element("q", {}, citation.quote),
        ` ${placeOf(citation)}`,
      ),
    ),
  );
}

function quoteButton(citation, cite) {
  const open = button(
    {
      class: "near",
      "data-number": citation.number,
      "aria-expanded": "false",
      on: { click: () => cite(open, citation) },
    },
    element("span", { class: "near-quote", dir: "auto" }, citation.quote),
    element("span", { class: "near-place", dir: "auto" }, `[${citation.number}] ${placeOf(citation)}`),
  );
  return open;
}

function toggleChecks(opener, panel, { checks, verdict, score }) {
  panel.hidden = !panel.hidden;
  opener.setAttribute("aria-expanded", `${!panel.hidden}`);
  fill(
    panel,
    element("p", { class: "checks-label" }, strings.verdict(verdict).label, ` · ${strings.score(score)}`),
    element(
      "ul",
      {},
      ...checks.map(({ name, passed, detail }) =>
        element(
          "li",
          { "data-passed": `${passed}` },
          element("span", { class: "check-sign", role: "img", "aria-label": strings.passed(passed) }, passed ? "✓" : "✕"),
          element("span", { class: "check-name" }, strings.check(name)),
          element("span", { class: "check-detail", dir: "auto" }, detail),
        ),
      ),
    ),
  );
}

// The last chip and what follows it stay on one line.
function together(chips, last) {
  return [...chips.slice(0, -1), element("span", { class: "together" }, chips.at(-1), last)];
}

// A count cites every row that it counts: beyond a line of chips, the rest come on demand.
function folding(all) {
  if (all.length <= MOST_CHIPS) return all;
  const rest = all.slice(SHOWN_CHIPS);
  for (const chip of rest) chip.hidden = true;
  const unfold = () => {
    for (const chip of rest) chip.hidden = false;
    more.remove();
    rest[0].focus();
  };
  const more = button({ class: "more", on: { click: unfold } }, strings.moreChips(rest.length), icon("down"));
  return [...all, more];
}

function chips(numbers, citations, cite) {
  return numbers
    .map((number) => citations.find((citation) => citation.number === number))
    .filter(Boolean)
    .map((citation) => {
      const chip = button(
        {
          class: "chip",
          "data-number": citation.number,
          "aria-label": strings.chipLabel(citation.number, citation.page),
          "aria-expanded": "false",
          on: { click: () => cite(chip, citation) },
        },
        strings.chip(citation.number),
      );
      attachQuote(chip, citation);
      return chip;
    });
}
