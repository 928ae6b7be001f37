// The conversation as data: turns {question, statements, answer, failure} and the draft, kept in
// sessionStorage so that a reload loses nothing. Knows nothing of the page or the network.

const KEY = "askreport.conversation";
const HISTORY_MESSAGES = 8;

export class Conversation {
  constructor(storage) {
    this.storage = storage;
    const { turns, draft } = JSON.parse(storage.getItem(KEY) ?? "{}");
    this.turns = turns ?? [];
    this.draft = draft ?? "";
    for (const turn of this.turns) {
      // The page was left while this answer was still arriving.
      if (!turn.answer && !turn.failure) turn.failure = { kind: "cut" };
    }
  }

  add(question) {
    const turn = { question };
    this.turns.push(turn);
    this.restart(turn);
    return turn;
  }

  // Empties a turn for another try.
  restart(turn) {
    Object.assign(turn, { statements: [], answer: null, failure: null });
    this.save();
  }

  clear() {
    this.turns = [];
    this.save();
  }

  // The answered turns before one, as messages for the service.
  historyBefore(turn) {
    return this.turns
      .slice(0, this.turns.indexOf(turn))
      .filter((earlier) => earlier.answer)
      .flatMap(({ question, answer }) => [
        { role: "user", content: question },
        { role: "assistant", content: answer.text },
      ])
      .slice(-HISTORY_MESSAGES);
  }

  // Storage is a few megabytes: when it is full, the oldest turns are not kept.
  save() {
    for (let from = 0; from <= this.turns.length; from += 1) {
      const kept = JSON.stringify({ turns: this.turns.slice(from), draft: this.draft });
      try {
        this.storage.setItem(KEY, kept);
        return;
      } catch (error) {
        if (error.name !== "QuotaExceededError") throw error;
      }
    }
  }
}
