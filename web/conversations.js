// Conversations as data: turns {id, question, statements, answer, failure, …} under a title, each
// kept under a key of its own, so that tabs do not write over each other. Knows nothing of the page.

import { folded } from "./folding.js";

const KEY = "conversation.";
const HISTORY_MESSAGES = 8;
const TITLE_LENGTH = 48;

// A name that no other tab makes up as well.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Conversation {
  constructor(fields = {}) {
    const { id = newId(), name = null, named = 0, created = Date.now(), turns = [] } = fields;
    Object.assign(this, { id, name, named, created, turns });
  }

  get title() {
    return this.name ?? [...(this.turns[0]?.question ?? "")].slice(0, TITLE_LENGTH).join("");
  }

  get changed() {
    return Math.max(this.created, this.named, ...this.turns.map((turn) => turn.changed));
  }

  // A new turn at the end; `more` may hold the history, options and expectation of a shared answer.
  add(question, more = {}) {
    const turn = { id: newId(), asked: Date.now(), question, ...more };
    this.turns.push(turn);
    restart(turn);
    return turn;
  }

  rename(name) {
    this.name = name;
    this.named = Date.now();
  }

  // A conversation of its own with the turns before one.
  forkBefore(turn) {
    const turns = structuredClone(this.turns.slice(0, this.turns.indexOf(turn)));
    return new Conversation({ turns: turns.map((kept) => ({ ...kept, id: newId() })) });
  }

  // The answered turns before one, as messages for the service.
  historyBefore(turn) {
    const messages = [];
    for (const earlier of this.turns.slice(0, this.turns.indexOf(turn))) {
      messages.push(...(earlier.given ?? []));
      if (!earlier.answer) continue;
      messages.push({ role: "user", content: earlier.question });
      messages.push({ role: "assistant", content: earlier.answer.text });
    }
    return [...messages, ...(turn.given ?? [])].slice(-HISTORY_MESSAGES);
  }

  // Takes over what another tab has added or finished; says whether there was anything.
  merge(other) {
    let merged = false;
    for (const turn of other.turns) {
      const at = this.turns.findIndex(({ id }) => id === turn.id);
      if (at < 0) this.turns.push(turn);
      else if (turn.changed > this.turns[at].changed) this.turns[at] = turn;
      else continue;
      merged = true;
    }
    this.turns.sort((a, b) => a.asked - b.asked);
    if (other.named > this.named) {
      this.name = other.name;
      this.named = other.named;
      merged = true;
    }
    return merged;
  }

  // Where a search's words stand: in the title, a question or an answer.
  find(words) {
    const wanted = folded(words);
    const texts = [this.title, ...this.turns.flatMap(({ question, answer }) => [question, answer?.text ?? ""])];
    return texts.find((text) => folded(text).includes(wanted)) ?? null;
  }
}

// Empties a turn for another try.
export function restart(turn) {
  Object.assign(turn, { statements: [], answer: null, failure: null, changed: Date.now() });
}

export class Library {
  constructor(store) {
    this.store = store;
    this.onKept = () => {}; // is told where the store could keep what was saved
  }

  // All that have turns, the latest first.
  all() {
    return this.store
      .keys(KEY)
      .map((key) => this.get(key.slice(KEY.length)))
      .filter((found) => found?.turns.length)
      .sort((a, b) => b.changed - a.changed);
  }

  get(id) {
    let found = null;
    for (const text of this.store.versions(KEY + id)) {
      try {
        const read = new Conversation(JSON.parse(text));
        if (!read.turns.every(({ question }) => typeof question === "string")) continue;
        if (found) found.merge(read);
        else found = read;
      } catch {
        // Damaged: another version may be whole.
      }
    }
    // Whoever asked is gone, or is another tab and will write again when it is done.
    for (const turn of found?.turns ?? []) if (!turn.answer && !turn.failure) turn.failure = { kind: "cut" };
    return found;
  }

  save(conversation) {
    if (conversation.turns.length === 0) return;
    const stored = this.get(conversation.id);
    if (stored) conversation.merge(stored);
    const { id, name, named, created, turns } = conversation;
    this.onKept(this.store.write(KEY + id, { id, name, named, created, turns: turns.map(kept) }));
  }

  remove(id) {
    this.store.remove(KEY + id);
  }

  isOf(key, id) {
    return key === null || key === KEY + id;
  }
}

// A finished turn needs its statements only once.
function kept(turn) {
  return turn.answer ? { ...turn, statements: [] } : turn;
}

