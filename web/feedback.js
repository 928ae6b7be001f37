// What a person thinks of an answer: up or down, with a comment if they like; said when it has
// arrived and when it has not.

import { announce } from "./announcer.js";
import { button, element, fill, tool } from "./elements.js";
import { sendFeedback } from "./service.js";
import { strings } from "./strings.js";

const MOST_CHARACTERS = 2000;

// The two buttons and the form below them, as [buttons, form]. `given` is what was sent before,
// `historyOf()` is what it was asked with, `onGiven({verdict, comment, id})` keeps what is sent now.
export function feedbackParts(answer, given, historyOf, onGiven) {
  const form = element("div", { class: "feedback", role: "group", "aria-label": strings.comment, hidden: true });
  const buttons = ["up", "down"].map((verdict) =>
    tool("thumb", strings.feedback[verdict], () => open(verdict), { class: verdict, "aria-pressed": "false" }),
  );
  press(given?.verdict);

  function press(chosen) {
    ["up", "down"].forEach((verdict, i) => buttons[i].setAttribute("aria-pressed", `${verdict === chosen}`));
  }

  function close() {
    form.hidden = true;
    press(given?.verdict);
  }

  function open(verdict) {
    press(verdict);
    const box = element("textarea", {
      rows: "2",
      maxlength: MOST_CHARACTERS,
      dir: "auto",
      "aria-label": strings.comment,
      placeholder: strings.commentHint[verdict],
    });
    const said = element("p", { class: "feedback-said" });
    const send = button({ class: "primary" }, strings.sendFeedback);
    const submit = async () => {
      send.disabled = true;
      const comment = box.value.trim();
      try {
        given = { verdict, comment, id: await sendFeedback(answer, verdict, comment, historyOf(), given?.id) };
      } catch (error) {
        const { title, detail } = error.failure ?? {};
        said.textContent = [strings.feedbackFailed, title, detail].filter(Boolean).join(" ");
        announce(said.textContent);
        send.disabled = false;
        return;
      }
      onGiven(given);
      fill(form, element("p", { class: "feedback-said" }, strings.feedbackSent));
      announce(strings.feedbackSent);
      buttons[verdict === "up" ? 0 : 1].focus();
    };
    send.addEventListener("click", submit);
    form.onkeydown = (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      close();
      buttons[verdict === "up" ? 0 : 1].focus();
    };
    box.value = given?.verdict === verdict ? given.comment : "";
    fill(form, box, element("div", { class: "row" }, send, button({ on: { click: close } }, strings.cancel), said));
    form.hidden = false;
    box.focus();
  }

  return [buttons, form];
}
