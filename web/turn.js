// One question and its reply on the page, from the first progress line to the finished answer.
// Statements that are already shown stay the same nodes, so a screen reader hears each one once.

import { abstentionElement, statementElement, whyElement } from "./answer.js";
import { button, element } from "./elements.js";
import { strings } from "./strings.js";

export class TurnView {
  // `cite(chip, target, citations)` opens a source; `retry()` asks again.
  constructor(turn, { cite, retry }) {
    this.turn = turn;
    this.cite = (chip, target) => cite(chip, target, this.citations());
    this.retry = retry;
    this.statements = element("div", { class: "statements" });
    this.ending = element("div", { class: "ending" });
    this.progress = element("p", { class: "progress", role: "status", hidden: true });
    this.element = element(
      "article",
      { class: "turn" },
      element(
        "h2",
        { class: "question" },
        element("span", { class: "unseen" }, strings.asked),
        turn.question,
      ),
      element("div", { class: "reply" }, this.statements, this.ending, this.progress),
    );
    for (const event of turn.statements) this.addStatement(event);
    this.finish();
  }

  // The citations known so far.
  citations() {
    const { answer, statements } = this.turn;
    return answer ? answer.citations : statements.flatMap(({ citations }) => citations);
  }

  restart() {
    this.statements.replaceChildren();
    this.ending.replaceChildren();
    this.showProgress(strings.searching);
  }

  showProgress(words) {
    this.progress.hidden = false;
    this.progress.textContent = words;
  }

  addStatement({ statement, citations }) {
    this.statements.append(statementElement(statement, citations, this.cite));
  }

  // Shows what the turn has come to: an answer, an abstention or a failure.
  finish() {
    const { answer, failure } = this.turn;
    this.progress.hidden = true;
    this.ending.replaceChildren();
    if (answer) this.#showAnswer(answer);
    if (failure) this.ending.append(this.#failureElement(failure));
  }

  #showAnswer(answer) {
    const streamed = this.turn.statements.map(({ statement }) => statement);
    if (JSON.stringify(streamed) !== JSON.stringify(answer.statements)) {
      this.statements.replaceChildren();
      for (const statement of answer.statements) {
        this.addStatement({ statement, citations: answer.citations });
      }
    }
    if (answer.abstention) this.ending.append(abstentionElement(answer, this.cite));
    if (answer.standalone_question !== answer.question) {
      const words = strings.standalone(answer.standalone_question);
      this.ending.append(element("p", { class: "aside standalone" }, words));
    }
    this.ending.append(whyElement(answer, this.cite));
  }

  #failureElement(failure) {
    const known = strings.failure[failure.kind];
    const title = known?.title ?? strings.problem(failure.title);
    const wait = failure.retryAfter ? strings.retryAfter(failure.retryAfter) : null;
    const detail = [known?.detail ?? failure.detail, wait].filter(Boolean).join(" ");
    return element(
      "div",
      { class: "failure", role: failure.kind === "stopped" ? "note" : "alert" },
      element("p", { class: "failure-title" }, title),
      detail ? element("p", {}, detail) : null,
      button({ class: "retry", on: { click: this.retry } }, strings.retry),
    );
  }
}
