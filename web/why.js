// "Why this answer": the passages that were found with the scores of both searches, the time each
// step took, with what it was made, and the receipt.

import { button, element } from "./elements.js";
import { strings } from "./strings.js";

const EXCERPT = 90; // characters of a passage
const STEPS = ["rewrite", "embed", "search", "compose", "verify"];

export function whyContent(answer, cite) {
  const { backend, receipt, passages, usage, timings_ms: timings } = answer;
  return [
    definitions([
      [strings.asked, answer.question],
      [strings.standaloneName, answer.standalone_question],
      [strings.confidence, strings.percent(answer.confidence)],
      [strings.backend, [backend.name, backend.model].filter(Boolean).join(" · ")],
      [strings.usage, strings.tokens(usage.prompt_tokens, usage.completion_tokens)],
    ]),
    element("h3", {}, strings.passages),
    passageList(passages, cite),
    element("h3", {}, `${strings.timings} · ${strings.milliseconds(timings.total)}`),
    timingBar(timings),
    element("h3", {}, strings.receipt),
    definitions([
      ["id", answer.id],
      ...Object.entries(receipt).filter(([, value]) => value !== null),
    ]),
  ];
}

function passageList(passages, cite) {
  const most = Math.max(...passages.map((passage) => passage.lexical_score), 0);
  return element(
    "ol",
    { class: "passages" },
    ...passages.map((passage) => {
      const { rank, page, heading, text, score, dense_score: dense, lexical_score: lexical } = passage;
      const points = Array.from(text);
      const excerpt = points.slice(0, EXCERPT).join("") + (points.length > EXCERPT ? "…" : "");
      const open = button(
        { class: "passage", "aria-expanded": "false", on: { click: () => cite(open, passage) } },
        element(
          "span",
          { class: "passage-place", dir: "auto" },
          `${rank}. ${[strings.pageNumber(page), heading].filter(Boolean).join(" · ")}`,
        ),
        element("span", { class: "passage-text", dir: "auto" }, excerpt),
      );
      return element(
        "li",
        {},
        open,
        element(
          "div",
          { class: "scores" },
          scoreBar(strings.dense, dense, dense, 3),
          scoreBar(strings.lexical, lexical, most > 0 ? lexical / most : 0, 1),
          element("span", { class: "score-sum" }, `${strings.ranking} ${score.toFixed(3)}`),
        ),
      );
    }),
  );
}

function scoreBar(name, value, share, digits) {
  return element("div", { class: "score" }, element("span", {}, name), bar(share), element("span", {}, value.toFixed(digits)));
}

function bar(share) {
  const filled = element("span", {});
  filled.style.width = `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`;
  return element("span", { class: "bar", "aria-hidden": "true" }, filled);
}

function timingBar(timings) {
  const steps = STEPS.filter((step) => step in timings);
  const parts = steps.map((step) => {
    const part = element("span", { class: `step ${step}` });
    part.style.flexGrow = `${Math.max(timings[step], 0.001)}`;
    return part;
  });
  const legend = steps.map((step) =>
    element(
      "li",
      {},
      element("span", { class: `step ${step}`, "aria-hidden": "true" }),
      `${strings.timing(step)} ${strings.milliseconds(timings[step])}`,
    ),
  );
  return element(
    "div",
    { class: "timing" },
    element("div", { class: "timing-bar", "aria-hidden": "true" }, ...parts),
    element("ul", {}, ...legend),
  );
}

function definitions(pairs) {
  return element(
    "dl",
    {},
    ...pairs.flatMap(([term, value]) => [
      element("dt", {}, term),
      element("dd", { dir: "auto" }, `${value}`),
    ]),
  );
}
