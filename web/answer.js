// The parts of an answer as elements: statements with their citation chips, the abstention, and
// the disclosure of how the answer came about. `cite(chip, target)` is called for a chosen chip.

import { button, element } from "./elements.js";
import { attachQuote } from "./quote.js";
import { strings } from "./strings.js";

const MOST_CHIPS = 12;
const SHOWN_CHIPS = 8;

// One statement; `citations` are those it may name.
export function statementElement(statement, citations, cite) {
  const verdict = strings.verdict(statement.verdict);
  return element(
    "p",
    { class: "statement", "data-verdict": statement.verdict },
    element("span", { class: "statement-text" }, statement.text),
    ...folded(chips(statement.citations, citations, cite)),
    verdict ? verdictElement(verdict) : null,
  );
}

// What is shown instead of statements when the service does not answer. Markers in the message
// become chips; the nearest citations that it does not name follow it.
export function abstentionElement({ abstention, citations }, cite) {
  const { reason, message, nearest } = abstention;
  const parts = message.split(/\[(\d+)\]/); // words, number, words, number, …
  const named = parts.filter((_, i) => i % 2 === 1).map(Number);
  const others = nearest.filter((number) => !named.includes(number));
  const content = parts.flatMap((part, i) => {
    if (i % 2 === 0) return [part];
    const found = chips([Number(part)], citations, cite);
    return found.length > 0 ? found : [`[${part}]`];
  });
  return element(
    "div",
    { class: "abstention", role: "note", "aria-label": strings.noAnswer },
    element(
      "p",
      { class: "abstention-label" },
      element("strong", {}, strings.noAnswer),
      strings.reason(reason),
    ),
    element("p", { class: "abstention-message" }, ...content),
    others.length === 0
      ? null
      : element("p", { class: "nearest" }, strings.nearest, ...chips(others, citations, cite)),
  );
}

// "Why this answer": what was found, how sure the service is, how long it took, with what.
export function whyElement(answer, cite) {
  const { backend, receipt, timings_ms: timings } = answer;
  const failed = answer.statements.flatMap(({ checks }) => checks.filter(({ passed }) => !passed));
  return element(
    "details",
    { class: "why" },
    element("summary", {}, strings.why),
    definitions([
      [strings.confidence, strings.percent(answer.confidence)],
      [strings.backend, [backend.name, backend.model].filter(Boolean).join(" · ")],
      ...failed.map(({ name, detail }) => [strings.failedChecks, `${name}: ${detail}`]),
    ]),
    element("h3", {}, strings.passages),
    passageTable(answer.passages, cite),
    element("h3", {}, strings.timings),
    definitions(
      Object.entries(timings).map(([step, ms]) => [strings.timing(step), strings.milliseconds(ms)]),
    ),
    element("h3", {}, strings.receipt),
    definitions(Object.entries(receipt).filter(([, value]) => value !== null)),
  );
}

// A count cites every row that it counts: beyond a line of chips, the rest come on demand.
function folded(all) {
  if (all.length <= MOST_CHIPS) return all;
  const rest = all.slice(SHOWN_CHIPS);
  for (const chip of rest) chip.hidden = true;
  const more = button(
    {
      class: "more",
      on: {
        click: () => {
          for (const chip of rest) chip.hidden = false;
          more.remove();
          rest[0].focus();
        },
      },
    },
    strings.moreChips(rest.length),
  );
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

function verdictElement({ sign, word }) {
  return element(
    "span",
    { class: "verdict" },
    element("span", { class: "verdict-sign", "aria-hidden": "true" }, sign),
    word,
  );
}

function passageTable(passages, cite) {
  const { rank, page, heading, score, dense, lexical } = strings;
  return element(
    "div",
    { class: "table-frame" },
    element(
      "table",
      {},
      element("thead", {}, row("th", [rank, page, heading, score, dense, lexical])),
      element(
        "tbody",
        {},
        ...passages.map((passage) => {
          const open = button(
            { class: "link", "aria-expanded": "false", on: { click: () => cite(open, passage) } },
            strings.pageNumber(passage.page),
          );
          const scores = [passage.score, passage.dense_score, passage.lexical_score];
          const figures = scores.map((value) => value.toFixed(3));
          return row("td", [`${passage.rank}`, open, passage.heading ?? "", ...figures]);
        }),
      ),
    ),
  );
}

function row(tag, cells) {
  return element("tr", {}, ...cells.map((cell) => element(tag, {}, cell)));
}

function definitions(pairs) {
  return element(
    "dl",
    {},
    ...pairs.flatMap(([term, value]) => [
      element("dt", {}, term),
      element("dd", {}, `${value}`),
    ]),
  );
}
