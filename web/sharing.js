// A link to one answer: what is needed to ask for it again, and by what to know it. All of it
// stands in the address's fragment, which browsers do not send, so no log holds it.

const KEY = "#share=";
const MOST_CHARACTERS = 500_000; // of what a link unfolds to

export async function shareLink({ id, receipt, question }, history, options) {
  const shared = { question, history, options, id, receipt };
  const bytes = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(JSON.stringify(shared)));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return location.origin + "/" + KEY + text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// What the page's address shares, or `null` when it is no such link or a broken one.
export async function sharedAnswer() {
  try {
    const text = location.hash.slice(KEY.length).replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const unfolded = await through(new DecompressionStream("deflate-raw"), bytes, MOST_CHARACTERS);
    return sound(JSON.parse(new TextDecoder().decode(unfolded)));
  } catch {
    return null;
  }
}

function sound({ question, history, options, id, receipt }) {
  const isText = (value) => typeof value === "string";
  const messages = history.map(({ role, content }) => ({ role, content }));
  const fair = messages.every(({ role, content }) => /^(user|assistant)$/.test(role) && isText(content));
  if (!isText(question) || question.trim() === "" || !isText(id) || !fair) return null;
  const { backend, documents, top_k, fallback } = options;
  return { question, history: messages, options: { backend, documents, top_k, fallback }, id, receipt };
}

async function through(stream, bytes, most = Infinity) {
  const writer = stream.writable.getWriter();
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const parts = [];
  let length = 0;
  for (const reader = stream.readable.getReader(); ; ) {
    const { value, done } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) throw new RangeError("too long");
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
