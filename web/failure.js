// A failure in words, with the ways on that there are.

import { button, element } from "./elements.js";
import { strings } from "./strings.js";

// What a failure is called, and what can be said of it.
export function failureWords(failure) {
  const known = strings.failure[failure.kind] ?? strings.problem[failure.slug];
  const title = known?.title ?? strings.problemTitle(failure.title);
  return { title, details: [known?.detail, failure.detail].filter(Boolean) };
}

// `ways` are {retry, afresh, settings}: again, again without the conversation, other choices.
export function failureElement(failure, ways) {
  const { title, details } = failureWords(failure);
  const retry = button({ class: "retry primary", on: { click: ways.retry } }, strings.retry);
  const wait = element("p", { class: "wait" });
  const tooLarge = failure.slug === "too-large" || failure.slug === "http-413";
  const choosing = /^(unknown-|model-)/.test(failure.slug ?? "");
  const view = element(
    "div",
    { class: "failure", role: "group", "aria-label": title, "data-kind": failure.kind },
    element("p", { class: "failure-title" }, title),
    ...details.map((words) => element("p", { class: "failure-detail", dir: "auto" }, words)),
    failure.retryAt && wait,
    element(
      "div",
      { class: "row" },
      retry,
      tooLarge && button({ on: { click: ways.afresh } }, strings.askAfresh),
      choosing && button({ on: { click: ways.settings } }, strings.openSettings),
    ),
  );
  if (failure.retryAt) countDown(failure.retryAt, wait, retry);
  return view;
}

function countDown(until, wait, retry) {
  const seconds = Math.ceil((until - Date.now()) / 1000);
  retry.disabled = seconds > 0;
  wait.textContent = seconds > 0 ? strings.retryAfter(seconds) : strings.retryNow;
  if (seconds > 0) setTimeout(() => wait.isConnected && countDown(until, wait, retry), 500);
}
