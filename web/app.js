// The page: puts the parts together and carries one question at a time from the composer through
// the service to its turn.

import { announce } from "./announcer.js";
import { Composer } from "./composer.js";
import { Conversation, Library, restart } from "./conversations.js";
import { openDialog } from "./dialog.js";
import { button, element } from "./elements.js";
import { answerMarkdown, answersJSON, conversationMarkdown, copy, download, json } from "./exports.js";
import { listen, openShortcuts } from "./keyboard.js";
import { CROWDED, Frame, NARROW } from "./page.js";
import { hideQuote } from "./quote.js";
import * as service from "./service.js";
import { Settings } from "./settings.js";
import { Sidebar } from "./sidebar.js";
import { PAGE, Store, TAB } from "./store.js";
import { speak, strings } from "./strings.js";
import { hideToast, toast } from "./toast.js";
import { TurnView } from "./turn.js";

// What a first look does not need is loaded when it is wanted.
const modules = {
  choices: () => import("./choices.js"),
  sharing: () => import("./sharing.js"),
  source: async () => (await Promise.all([import("./source.js"), styled("/web/source.css")]))[0],
};
const SHARED = "#share=";
const SAVE_MS = 400; // while statements arrive, the conversation is kept this often at most

const store = new Store();
const settings = new Settings(store);
const library = new Library(store);
let conversation = library.get(store.read("current") ?? "") ?? new Conversation();
let running = null; // {controller, turn} of the question on its way
let documents = null; // once they are
let loaded = null; // loaded, which this promises
let suggestions = [];
let backends = [];
let place = null; // where the conversation could be kept

let frame, composer, source, sidebar;
let views = new Map(); // id of a turn -> its view
let opener = null; // the button whose source is shown
let openedView = null; // and its turn, if it is of one
let saving = 0;

library.onKept = (kept) => {
  place = kept;
  showPlace();
};
await build();
listen(
  {
    ask: () => composer.focus(),
    anew: startAnew,
    history: toggleSidebar,
    reader: openReader,
    find: async () => {
      if (!source?.isOpen) await openReader();
      source?.find();
    },
    nextCitation: () => source?.isOpen && source.move(1),
    previousCitation: () => source?.isOpen && source.move(-1),
    nextPage: () => source?.isOpen && source.turnPage(1),
    previousPage: () => source?.isOpen && source.turnPage(-1),
    settings: openSettings,
    close: closeTopmost,
  },
  () => settings.chosen.keys,
);
store.onChange(fromAnotherTab);
addEventListener("pagehide", saveNow);
addEventListener("beforeunload", (event) => {
  if (place === PAGE && conversation.turns.length > 0) event.preventDefault();
});
addEventListener("hashchange", openAddress);
composer.focus();
loaded = loadDocuments();
loadSuggestions();
loadBackends();
openLinked();
openAddress();
performance.mark("askreport-ready");

// Loads a style sheet, once.
function styled(href) {
  if (document.head.querySelector(`link[href="${href}"]`)) return null;
  return new Promise((done, failed) => {
    const link = element("link", { rel: "stylesheet", href, on: { load: done, error: failed } });
    link.addEventListener("error", () => link.remove());
    document.head.append(link);
  });
}

// Makes the page in the chosen language, with what it showed before.
async function build() {
  const { chosen } = settings;
  await speak(chosen.language);
  const shown = source?.isOpen ? source.shown : null;
  const draft = composer?.box.value ?? store.read("draft") ?? "";
  settings.apply(document.documentElement);
  sidebar = new Sidebar(library, {
    open: openConversation,
    anew: startAnew,
    close: toggleSidebar,
    rename: (id, name) => changeKept(id, (kept) => kept.rename(name)),
    remove: removeConversation,
    saveMarkdown: (id) => withKept(id, (kept) => save(kept.title, "md", conversationMarkdown(kept), "text/markdown")),
    saveJSON: (id) => withKept(id, (kept) => save(kept.title, "json", answersJSON(kept), "application/json")),
  });
  composer = new Composer({
    draft,
    onAsk: ask,
    onStop: () => running?.controller.abort(),
    onDraft: (text) => store.write("draft", text, { tab: true }),
    onScope: openSettings,
  });
  source = null;
  frame = new Frame(
    { sidebar, composer },
    {
      anew: startAnew,
      history: toggleSidebar,
      reader: openReader,
      settings: openSettings,
      shortcuts: openShortcuts,
      ask,
      open: (one, button) => openSource(button, { document_id: one.id, document_title: one.title, page: 1 }, [], null, "outline"),
    },
  );
  composer.setRunning(running !== null);
  opener = null;
  showConversation();
  if (documents) frame.showDocuments(documents);
  frame.showSuggestions(suggestions);
  showScope();
  showSidebar(settings.chosen.sidebar && !NARROW.matches);
  showPlace();
  composer.fit();
  if (shown) openSource(null, ...shown, openedView && views.get(openedView.turn.id));
}

function showConversation() {
  views = new Map();
  frame.turns.replaceChildren();
  for (const turn of conversation.turns) addView(turn);
  showEmpty();
  sidebar.render(conversation.id);
  store.write("current", conversation.id, { tab: true });
  frame.scrollToEnd();
}

function showEmpty() {
  frame.empty.hidden = conversation.turns.length > 0;
}

function showPlace() {
  const words = { [TAB]: strings.storageTab, [PAGE]: strings.storagePage };
  frame?.showBanner(conversation.turns.length > 0 ? words[place] : null);
}

function showScope() {
  const { documents: only, backend } = settings.chosen;
  const [first] = only ?? [];
  const title = documents?.find(({ id }) => id === first)?.title ?? first;
  const named = only ? (only.length === 1 ? title : strings.someDocuments(only.length)) : null;
  composer.showScope(strings.scope(named, backend));
}

async function loadDocuments() {
  try {
    documents = await service.documents();
  } catch {
    frame.showFailedDocuments();
    return;
  }
  frame.showDocuments(documents);
  source?.offer(documents);
  // A document that is gone cannot be asked.
  const { documents: only } = settings.chosen;
  const left = only?.filter((id) => documents.some((one) => one.id === id));
  if (left && left.length < only.length) settings.change({ documents: left });
  showScope();
}

// Suggestions and backends are extras: without them the page is complete.
async function loadSuggestions() {
  suggestions = await service.suggestions().catch(() => []);
  frame.showSuggestions(suggestions);
}

async function loadBackends() {
  backends = await service.backends().catch(() => []);
}

// --- asking ---

function addView(turn) {
  const view = new TurnView(turn, {
    cite: (chip, target, targets) => openSource(chip, target, targets, view),
    retry: () => run(turn),
    edit: (question) => editTurn(turn, question),
    afresh: () => run(turn, []),
    history: () => conversation.historyBefore(turn),
    settings: openSettings,
    copy: async () => toast((await copy(answerMarkdown(turn.answer))) ? strings.copied : strings.copyFailed),
    share: () => share(turn),
    save: () => save(turn.answer.id, "json", json(turn.answer), "application/json"),
    keep: () => {
      turn.changed = Date.now();
      saveNow();
    },
  });
  const old = views.get(turn.id);
  views.set(turn.id, view);
  if (old) old.element.replaceWith(view.element);
  else frame.turns.append(view.element);
  if (running?.turn === turn) view.progress.start(settings.chosen.backend !== null);
  return view;
}

function ask(question, more) {
  if (running) return;
  const turn = conversation.add(question, more);
  addView(turn);
  showEmpty();
  if (NARROW.matches) closeSource();
  run(turn);
}

// A question that has an answer is asked again in a conversation of its own: nothing is lost.
function editTurn(turn, question) {
  if (running) return;
  if (!turn.answer && turn === conversation.turns.at(-1)) {
    turn.question = question;
    addView(turn);
    run(turn);
    return;
  }
  const origin = conversation.id;
  conversation = conversation.forkBefore(turn);
  closeSource();
  showConversation();
  ask(question, turn.given ? { given: turn.given } : undefined);
  toast(strings.forked, strings.backToFork, () => openConversation(origin));
}

// Asks a turn's question, for the first time or again.
async function run(turn, history = conversation.historyBefore(turn)) {
  if (running) return;
  const mine = { controller: new AbortController(), turn };
  const asked = conversation;
  const view = () => views.get(turn.id); // another one when the language changes meanwhile
  running = mine;
  modules.source().catch(() => {}); // the answer will cite something
  restart(turn);
  turn.options = turn.givenOptions ?? settings.options;
  saveNow();
  sidebar.render(conversation.id);
  composer.setRunning(true);
  composer.focus();
  view().restart(Boolean(turn.options.backend) && turn.options.backend !== "extractive");
  frame.scrollToEnd();
  try {
    for await (const event of service.ask(turn.question, history, turn.options, mine.controller.signal)) {
      frame.following(() => receive(turn, view(), event));
    }
    if (!turn.answer) turn.failure = { kind: "cut" };
  } catch (error) {
    // A whole answer stays one, even if the stream broke before saying so.
    if (!turn.answer) turn.failure = failureOf(error);
  }
  turn.changed = Date.now();
  library.save(asked);
  if (running !== mine) return; // another conversation was opened meanwhile
  running = null;
  composer.setRunning(false);
  frame.following(() => view()?.end());
  sidebar.render(conversation.id);
}

function receive(turn, view, { type, data }) {
  if (type === "passages") view?.read(data.passages.length);
  if (type === "statement") {
    turn.statements.push(data);
    view?.addStatement(data);
  }
  if (type === "answer") turn.answer = data;
  saveSoon();
}

function failureOf(error) {
  if (error.name === "AbortError") return { kind: "stopped" };
  if (error instanceof service.ServiceError) return error.failure;
  throw error;
}

// --- conversations ---

function saveSoon() {
  saving ||= setTimeout(saveNow, SAVE_MS);
}

function saveNow() {
  clearTimeout(saving);
  saving = 0;
  library.save(conversation);
}

// Ends what is on its way, and keeps what there is of it.
function leave() {
  running?.controller.abort();
  running = null;
  composer.setRunning(false);
  saveNow();
  closeSource();
}

function startAnew() {
  leave();
  conversation = new Conversation();
  showConversation();
  closeDrawer();
  composer.focus();
}

function openConversation(id) {
  const kept = library.get(id);
  if (!kept) return;
  leave();
  hideToast();
  conversation = kept;
  showConversation();
  closeDrawer();
  composer.focus();
}

function withKept(id, act) {
  const kept = id === conversation.id ? conversation : library.get(id);
  if (kept) act(kept);
}

function changeKept(id, change) {
  withKept(id, (kept) => {
    change(kept);
    library.save(kept);
    sidebar.render();
  });
}

function removeConversation(id) {
  withKept(id, (kept) => {
    const isOpen = id === conversation.id;
    if (isOpen) startAnew();
    library.remove(id);
    sidebar.render();
    sidebar.box.focus();
    toast(strings.removed(kept.title), strings.undo, () => {
      library.save(kept);
      if (isOpen && conversation.turns.length === 0) openConversation(id);
      else sidebar.render();
    });
  });
}

function save(title, ending, text, type) {
  const name = `${title.slice(0, 60)}.${ending}`;
  download(name, text, type);
  toast(strings.saved(name));
}

function fromAnotherTab(key) {
  if (key === null || key === "settings") {
    settings.reload();
    build();
  }
  if (library.isOf(key, conversation.id) && !running) {
    const stored = library.get(conversation.id);
    if (stored && conversation.merge(stored)) showConversation();
  }
  sidebar.render();
}

// --- conversations' column, settings ---

function showSidebar(open) {
  sidebar.element.hidden = !open;
  frame.showSidebar(open);
  sidebar.render(conversation.id);
}

function toggleSidebar() {
  const open = sidebar.element.hidden;
  if (!NARROW.matches) settings.change({ sidebar: open });
  showSidebar(open);
  if (open) sidebar.box.focus();
  else frame.history.focus();
}

function closeDrawer() {
  if (NARROW.matches && !sidebar.element.hidden) showSidebar(false);
}

async function openSettings() {
  const choices = await wanted("choices");
  if (choices) showChoices(choices);
}

function showChoices(choices) {
  const dialog = choices.openChoices(settings.chosen, { documents: documents ?? [], backends }, async (changes) => {
    settings.change(changes);
    if (!changes.language) {
      settings.apply(document.documentElement);
      showScope();
      composer.fit();
      return;
    }
    await build();
    if (!dialog.open) return; // closed while the page was built: it stays closed
    dialog.close();
    showChoices(choices).querySelector("input[name=language]:checked").focus();
  });
  return dialog;
}

// --- sources ---

// A citation's address is /?document=ID&start=N&end=N: it opens the page with that source shown.
function openLinked() {
  const link = new URLSearchParams(location.search);
  if (!link.has("document")) return;
  const [start, end] = ["start", "end"].map((name) => Number(link.get(name)));
  openSource(null, { document_id: link.get("document"), start, end }, []);
}

async function openReader() {
  const chip = document.activeElement;
  await loaded; // who is quicker than the service waits for it
  const [first] = documents ?? [];
  if (source?.isOpen) source.show(...source.shown, "outline");
  else if (first) await openSource(chip, { document_id: first.id, document_title: first.title, page: 1 }, [], null, "outline");
}

// `chip` is the button that was chosen, if one was; `view` the turn that it belongs to.
async function openSource(chip, target, targets, view = null, panel = null) {
  point(chip);
  openedView = view;
  const Pane = await wanted("source");
  if (!Pane || opener !== chip) return;
  if (!source) {
    source = new Pane.SourcePane({ onClose: closeSource, onMove: followSource, onAsk: askAbout });
    source.offer(documents ?? []);
    frame.element.append(source.element);
  }
  if (CROWDED.matches) showSidebar(false);
  frame.element.classList.add("with-source");
  source.show(target, targets, panel);
  chip?.scrollIntoView?.({ block: "nearest" });
}

// A module that is loaded now, or has been; without one, that is said.
async function wanted(name) {
  try {
    return await modules[name]();
  } catch {
    toast(`${strings.failure.network.title} ${strings.failure.network.detail}`);
    return null;
  }
}

function point(chip) {
  if (opener?.hasAttribute("aria-expanded")) opener.setAttribute("aria-expanded", "false");
  opener = chip;
  if (opener?.matches(".chip, .near, .passage, .document")) opener.setAttribute("aria-expanded", "true");
}

function followSource(target) {
  const chip = openedView?.chipOf(target);
  point(chip ?? opener);
  chip?.scrollIntoView({ block: "nearest" });
}

function closeSource() {
  hideQuote();
  if (!source?.isOpen) return;
  const back = opener;
  point(null);
  const hadFocus = source.element.contains(document.activeElement);
  frame.element.classList.remove("with-source");
  source.hide();
  if (settings.chosen.sidebar && !NARROW.matches) showSidebar(true);
  if (!hadFocus) return;
  if (back?.isConnected) back.focus();
  else composer.focus();
}

function askAbout(words) {
  document.getSelection().removeAllRanges();
  if (NARROW.matches) closeSource();
  composer.put(strings.askAboutQuestion(words));
}

function closeTopmost() {
  const { activeElement } = document;
  if (!sidebar.element.hidden && (NARROW.matches || sidebar.element.contains(activeElement))) toggleSidebar();
  else if (source?.isOpen && source.element.contains(activeElement) && source.closePanel()) return;
  else if (source?.isOpen) closeSource();
  else hideToast();
}

// --- sharing ---

async function share(turn) {
  const sharing = await wanted("sharing");
  if (!sharing) return;
  const link = await sharing.shareLink(turn.answer, conversation.historyBefore(turn), turn.options ?? {});
  const box = element("input", { class: "field", readonly: true, "aria-label": strings.shareLink, on: { focus: () => box.select() } });
  const said = element("p", { class: "aside", role: "status" });
  const copyIt = async () => {
    said.textContent = (await copy(link)) ? strings.copied : strings.copyFailed;
  };
  box.value = link;
  openDialog(
    "share",
    strings.share,
    element("p", {}, strings.shareText),
    element("div", { class: "row" }, box, button({ class: "primary", on: { click: copyIt } }, strings.copyLink)),
    said,
  );
}

// Asks again what the address shares; the address is then the page's own, so a reload does not.
async function openAddress() {
  if (!location.hash.startsWith(SHARED)) return;
  const shared = await (await wanted("sharing"))?.sharedAnswer();
  window.history.replaceState(null, "", location.pathname + location.search);
  if (!shared) {
    toast(strings.badLink);
    announce(strings.badLink);
    return;
  }
  const { question, history, options, id, receipt } = shared;
  startAnew();
  ask(question, { given: history, givenOptions: options, expected: { id, receipt } });
}
