// One question and its reply on the page, from the first progress line to the finished answer.
// Statements that are already shown stay the same nodes.

import { announce } from "./announcer.js";
import { abstentionElement, footnotesElement, notesElement, statementElement } from "./answer.js";
import { button, element, fill, tool } from "./elements.js";
import { failureElement, failureWords } from "./failure.js";
import { feedbackParts } from "./feedback.js";
import { Progress } from "./progress.js";
import { changes } from "./receipts.js";
import { strings } from "./strings.js";

export class TurnView {
  // `acts` are what the page does for a turn: cite(chip, target, targets), retry(), edit(question),
  // history(), afresh(), settings(), copy(), share(), save(), keep().
  constructor(turn, acts) {
    this.turn = turn;
    this.acts = acts;
    this.cite = (chip, target) => acts.cite(chip, target, this.targets(target));
    this.notes = element("div", {});
    this.statements = element("div", { class: "statements" });
    this.ending = element("div", { class: "ending" });
    this.progress = new Progress();
    this.asked = element("div", { class: "asked" });
    this.element = element(
      "article",
      { class: "turn", "data-id": turn.id },
      this.asked,
      element("div", { class: "reply" }, this.notes, this.statements, this.ending, this.progress.element),
    );
    this.#showQuestion();
    for (const event of turn.statements) this.#append(event);
    this.finish();
  }

  // The citations known so far.
  citations() {
    const { answer, statements } = this.turn;
    return answer ? answer.citations : statements.flatMap(({ citations }) => citations);
  }

  // What stands beside a chosen target: the citations, or all passages for a passage.
  targets(target) {
    return "quote" in target ? this.citations() : this.turn.answer.passages;
  }

  // The button of a target that the source pane has moved on to.
  chipOf({ number }) {
    return number === undefined ? null : this.element.querySelector(`[data-number="${number}"]:not([hidden])`);
  }

  restart(writes) {
    fill(this.statements);
    fill(this.ending);
    fill(this.notes);
    this.progress.start(writes);
    announce(strings.searching);
  }

  read(passages) {
    this.progress.read(passages);
  }

  addStatement(event) {
    this.#append(event);
    this.progress.check();
    announce(event.statement.text);
  }

  // Shows what the turn has come to, and says what was not yet heard of it.
  end() {
    const heard = this.statements.childElementCount;
    this.finish();
    const { answer, failure } = this.turn;
    if (failure) announce(failureWords(failure).title);
    if (!answer) return;
    for (const { message } of answer.notes ?? []) announce(message);
    for (const { text } of answer.statements.slice(heard)) announce(text);
    announce(answer.abstention ? `${strings.noAnswer} ${answer.abstention.message}` : strings.answerComplete);
  }

  // An answer, an abstention, a failure, or nothing yet.
  finish() {
    const { answer, failure } = this.turn;
    this.progress.stop();
    fill(this.ending);
    if (answer) this.#showAnswer(answer);
    if (failure) this.ending.append(failureElement(failure, this.acts));
  }

  #append({ statement, citations }) {
    this.statements.append(statementElement(statement, citations, this.cite));
  }

  #showQuestion() {
    const { question } = this.turn;
    const title = element(
      "h2",
      { class: "question", dir: "auto" },
      element("span", { class: "unseen" }, strings.asking),
      question,
    );
    const edit = tool("pencil", strings.edit, () => this.#editQuestion(), { class: "edit" });
    fill(this.asked, edit, title);
    return edit;
  }

  #editQuestion() {
    const box = element("textarea", { rows: "2", dir: "auto", "aria-label": strings.edit, maxlength: "2000" });
    const send = () => {
      const question = box.value.trim();
      if (question === "") return;
      this.#showQuestion();
      this.acts.edit(question);
    };
    const cancel = () => this.#showQuestion().focus();
    box.value = this.turn.question;
    box.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "Escape") {
        event.stopPropagation();
        cancel();
      }
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      send();
    });
    const row = [
      button({ class: "primary", on: { click: send } }, strings.askAgain),
      button({ on: { click: cancel } }, strings.cancel),
    ];
    fill(this.asked, element("div", { class: "editing" }, box, element("div", { class: "row" }, ...row)));
    box.focus();
    box.select();
  }

  #showAnswer(answer) {
    const streamed = this.turn.statements.map(({ statement }) => statement);
    if (JSON.stringify(streamed) !== JSON.stringify(answer.statements)) {
      fill(this.statements);
      for (const statement of answer.statements) this.#append({ statement, citations: answer.citations });
    }
    fill(this.notes, notesElement(answer.notes));
    if (answer.abstention) this.ending.append(abstentionElement(answer, this.cite));
    const { expected } = this.turn;
    if (expected) this.ending.append(comparisonElement(expected, answer));
    this.ending.append(...this.#foot(answer), footnotesElement(answer.citations));
  }

  #foot(answer) {
    const { acts, turn } = this;
    const keep = (given) => {
      turn.feedback = given;
      acts.keep();
    };
    const [buttons, form] = feedbackParts(answer, turn.feedback, acts.history, keep);
    const followed = answer.standalone_question !== answer.question;
    return [
      element(
        "div",
        { class: "foot" },
        whyElement(answer, this.cite),
        followed && standaloneElement(answer),
        element(
          "div",
          { class: "acts", role: "group", "aria-label": strings.answerActs },
          tool("copy", strings.copyAnswer, acts.copy),
          tool("link", strings.share, acts.share),
          tool("save", strings.saveJSON, acts.save),
          ...buttons,
        ),
      ),
      form,
    ];
  }
}

// The question as it was searched for, on demand.
function standaloneElement({ standalone_question: question }) {
  return element(
    "details",
    { class: "standalone" },
    element("summary", {}, strings.standaloneSummary),
    element("p", { dir: "auto" }, question),
  );
}

// What is behind the answer; its module is loaded when somebody wants to know.
function whyElement(answer, cite) {
  const body = element("div", { class: "why-body" });
  const details = element("details", { class: "why" }, element("summary", {}, strings.why), body);
  details.addEventListener("toggle", async () => {
    if (!details.open || body.childElementCount > 0) return;
    const content = await import("./why.js").then(
      ({ whyContent }) => whyContent(answer, cite),
      () => [strings.failure.network.title],
    );
    fill(body, ...content);
  });
  return details;
}

// Whether a shared answer came out the same.
function comparisonElement({ id, receipt }, answer) {
  const same = id === answer.id;
  const changed = changes(receipt, answer.receipt).map(strings.receiptField);
  const words = same ? strings.sameAnswer : changed.length > 0 ? strings.changedSince(changed) : strings.otherAnswer;
  return element("p", { class: "comparison", role: "note", "data-same": `${same}` }, words);
}
