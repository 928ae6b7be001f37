// Conversations and answers as files, and words on the clipboard.

import { element } from "./elements.js";
import { ownAddress } from "./service.js";
import { strings } from "./strings.js";

const SPECIAL = /[\\`*_{}[\]<>#|~]/g;

// Markdown of a conversation: each answer with its quotes, page numbers and links.
export function conversationMarkdown(conversation) {
  const turns = conversation.turns.map((turn) => `## ${inline(turn.question)}\n\n${turnMarkdown(turn)}`);
  return `# ${inline(conversation.title)}\n\n${turns.join("\n\n")}\n`;
}

export function answerMarkdown(answer) {
  const notes = answer.notes?.map(({ message }) => `> ${inline(message)}`) ?? [];
  const quotes = answer.citations.map((citation) => {
    const { number, document_title, page, heading, quote, url } = citation;
    const place = [document_title, strings.pageNumber(page), heading].filter(Boolean).map(inline).join(" · ");
    const address = ownAddress(url);
    const linked = address ? `[${place}](${address.replace(/[()]/g, encodeURIComponent)})` : place;
    return `${number}. “${inline(quote)}” — ${linked}`;
  });
  return [...notes, markdown(answer.text), quotes.join("\n")].filter(Boolean).join("\n\n");
}

function turnMarkdown({ answer, failure, statements }) {
  if (answer) return answerMarkdown(answer);
  const words = statements.map(({ statement }) => markdown(statement.text));
  return [...words, failure ? `*${strings.failure[failure.kind]?.title ?? inline(failure.title)}*` : ""].join("\n\n");
}

// The answers as the service gave them: `askreport verify` takes each.
export const answersJSON = (conversation) =>
  json(conversation.turns.flatMap(({ answer }) => (answer ? [answer] : [])));

export const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

// Offers a text as a file.
export function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = element("a", { href: address, download: name.replace(/[\\/:*?"<>|\s\p{C}]+/gu, "-") });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// Copies words; says whether it could. The clipboard's interface is missing on plain HTTP.
export async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    const box = element("textarea", { class: "unseen", "aria-hidden": "true" });
    const { activeElement } = document;
    box.value = words;
    (document.querySelector("dialog[open]") ?? document.body).append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    activeElement?.focus();
    return done;
  }
}

const inline = (text) => text.replace(SPECIAL, "\\$&").replace(/\s*\n\s*/g, " ");

const markdown = (text) =>
  text
    .split("\n")
    .map((line) => line.replace(SPECIAL, "\\$&").replace(/\\\[(\d+)\\\]/g, "[$1]"))
    .join("\n\n");
