// Server-sent events out of a fetch response (the browser's EventSource cannot POST). Knows the
// format only: what the events mean is service.js's business.

// Takes text in whatever pieces it arrives and gives the events that are complete.
export class EventParser {
  #buffer = "";
  #type = "";
  #data = [];

  push(text) {
    this.#buffer += text;
    const events = [];
    for (;;) {
      const end = /\r\n|\n|\r/.exec(this.#buffer);
      // A carriage return at the very end may be the first half of a CRLF.
      if (!end || (end[0] === "\r" && end.index === this.#buffer.length - 1)) return events;
      const line = this.#buffer.slice(0, end.index);
      this.#buffer = this.#buffer.slice(end.index + end[0].length);
      if (line !== "") this.#field(line);
      else if (this.#data.length > 0) events.push(this.#event());
      else this.#type = "";
    }
  }

  #field(line) {
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "event") this.#type = value;
    else if (name === "data") this.#data.push(value);
  }

  #event() {
    const event = { type: this.#type || "message", data: this.#data.join("\n") };
    this.#type = "";
    this.#data = [];
    return event;
  }
}

// The events of a byte stream, as they come.
export async function* readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const parser = new EventParser();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      yield* parser.push(value);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
