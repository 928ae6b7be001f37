// The page: puts the parts together and carries one question at a time from the composer through
// the service to its turn.

import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { button, element } from "./elements.js";
import { hideQuote } from "./quote.js";
import * as service from "./service.js";
import { SourcePane } from "./source.js";
import { strings } from "./strings.js";
import { TurnView } from "./turn.js";

const FOLLOW_PX = 120; // this close to the end, the page follows what arrives

const conversation = new Conversation(sessionStorage);
let running = null; // the AbortController of the question on its way
let openChip = null; // the button whose source is shown

const documentList = element("ul", { class: "documents", "aria-label": strings.documents });
const suggestionList = element("ul", { class: "suggestions", "aria-labelledby": "suggestions" });
const suggestionHeading = element("h2", { id: "suggestions", hidden: true }, strings.suggestions);
const empty = element(
  "section",
  { class: "empty" },
  element("p", { class: "empty-heading" }, strings.emptyHeading),
  element("p", { class: "empty-text" }, strings.emptyText),
  suggestionHeading,
  suggestionList,
);
const turns = element("div", { class: "turns", role: "log", "aria-live": "polite" });
const scroller = element(
  "div",
  { class: "scroller", tabindex: "0", role: "group", "aria-label": strings.conversation },
  empty,
  turns,
);
const composer = new Composer({
  draft: conversation.draft,
  onAsk: (question) => ask(question),
  onStop: () => running?.abort(),
  onDraft: (text) => {
    conversation.draft = text;
    conversation.save();
  },
});
const source = new SourcePane({ onClose: closeSource });
const page = element(
  "div",
  { class: "page" },
  element(
    "header",
    { class: "top" },
    element("h1", {}, strings.title),
    documentList,
    button({ class: "new", on: { click: startAnew } }, strings.newConversation),
  ),
  element("main", { class: "talk" }, scroller, composer.element),
  source.element,
);

document.body.append(page);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing && !source.element.hidden) closeSource();
});
for (const turn of conversation.turns) addView(turn);
showEmpty();
composer.fit();
composer.focus();
scrollToEnd();
loadDocuments();
loadSuggestions();
openLinked();

async function loadDocuments() {
  try {
    const documents = await service.documents();
    documentList.replaceChildren(
      ...documents.map(({ id, title }) => {
        const attributes = { class: "document", title: strings.openDocument(title) };
        const open = () => openSource(opener, { document_id: id, page: 1 }, []);
        const opener = button({ ...attributes, on: { click: open } }, title);
        return element("li", {}, opener);
      }),
    );
  } catch {
    documentList.replaceChildren(element("li", {}, strings.documentsFailed));
  }
}

// Suggestions are an extra: without them the page is complete.
async function loadSuggestions() {
  const questions = await service.suggestions().catch(() => []);
  suggestionHeading.hidden = questions.length === 0;
  suggestionList.replaceChildren(
    ...questions.map((question) => {
      const attributes = { class: "suggestion", on: { click: () => ask(question) } };
      return element("li", {}, button(attributes, question));
    }),
  );
}

function addView(turn) {
  const view = new TurnView(turn, { cite: openSource, retry: () => run(view) });
  turns.append(view.element);
  return view;
}

function ask(question) {
  if (running) return;
  const view = addView(conversation.add(question));
  showEmpty();
  run(view);
}

// Asks a turn's question, for the first time or again.
async function run(view) {
  if (running) return;
  const { turn } = view;
  const mine = new AbortController();
  running = mine;
  conversation.restart(turn);
  composer.setRunning(true);
  composer.focus();
  view.restart();
  scrollToEnd();
  try {
    const history = conversation.historyBefore(turn);
    for await (const event of service.ask(turn.question, history, mine.signal)) {
      following(() => receive(view, event));
    }
    if (!turn.answer) turn.failure = { kind: "cut" };
  } catch (error) {
    // A whole answer stays one, even if the stream broke before saying so.
    if (!turn.answer) turn.failure = failureOf(error);
  }
  if (running !== mine) return; // the conversation was cleared meanwhile
  running = null;
  composer.setRunning(false);
  following(() => view.finish());
  conversation.save();
}

function receive(view, { type, data }) {
  const { turn } = view;
  if (type === "passages") view.showProgress(strings.checking(data.passages.length));
  if (type === "statement") {
    turn.statements.push(data);
    view.addStatement(data);
  }
  if (type === "answer") turn.answer = data;
  conversation.save();
}

function failureOf(error) {
  if (error.name === "AbortError") return { kind: "stopped" };
  if (error instanceof service.ServiceError) return error.failure;
  throw error;
}

function startAnew() {
  running?.abort();
  running = null;
  composer.setRunning(false);
  conversation.clear();
  turns.replaceChildren();
  closeSource();
  showEmpty();
  composer.focus();
}

function showEmpty() {
  empty.hidden = conversation.turns.length > 0;
}

// A citation's address is /?document=ID&start=N&end=N: it opens the page with that source shown.
function openLinked() {
  const link = new URLSearchParams(location.search);
  if (!link.has("document")) return;
  const [start, end] = ["start", "end"].map((name) => Number(link.get(name)));
  openSource(null, { document_id: link.get("document"), start, end }, []);
}

// `opener` is the button that was chosen, if one was.
function openSource(opener, target, citations) {
  openChip?.setAttribute("aria-expanded", "false");
  openChip = opener;
  opener?.setAttribute("aria-expanded", "true");
  page.classList.add("with-source");
  source.show(target, citations);
  opener?.scrollIntoView({ block: "nearest" });
}

function closeSource() {
  hideQuote();
  openChip?.setAttribute("aria-expanded", "false");
  page.classList.remove("with-source");
  source.hide();
  if (openChip) openChip.focus();
  else composer.focus();
  openChip = null;
}

// Makes a change and keeps the end in view if it was in view.
function following(change) {
  const below = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  change();
  if (below < FOLLOW_PX) scrollToEnd();
}

function scrollToEnd() {
  scroller.scrollTop = scroller.scrollHeight;
}
