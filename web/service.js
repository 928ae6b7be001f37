// The HTTP interface of the service, and what can go wrong with it. A failure is a plain object
// {kind, title?, detail?, retryAfter?} so that it can be kept with the conversation.

import { readEvents } from "./stream.js";

// Carries a failure: "network" (no reply), "problem" (the service says what is wrong) or "cut"
// (the reply ended early or made no sense).
export class ServiceError extends Error {
  constructor(failure) {
    super(failure.title ?? failure.kind);
    this.failure = failure;
  }
}

export const documents = () => getJSON("/api/documents");

export const suggestions = async () => (await getJSON("/api/suggestions")).questions;

const loaded = new Map();

// A whole document; fetched once, and again after a failure.
export function documentOf(id) {
  if (!loaded.has(id)) {
    const pending = getJSON(`/api/documents/${encodeURIComponent(id)}`);
    pending.catch(() => loaded.delete(id));
    loaded.set(id, pending);
  }
  return loaded.get(id);
}

// Asks, and gives the stream's events {type, data} up to `done`.
export async function* ask(question, history, signal) {
  const response = await request("/api/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify({ question, history, stream: true }),
    signal,
  });
  try {
    for await (const { type, data } of readEvents(response.body)) {
      if (type === "done") return;
      if (type === "error") throw new ServiceError(problemFailure(JSON.parse(data)));
      yield { type, data: JSON.parse(data) };
    }
  } catch (error) {
    if (error instanceof ServiceError || error.name === "AbortError") throw error;
    throw new ServiceError({ kind: "cut" });
  }
  throw new ServiceError({ kind: "cut" });
}

async function getJSON(path) {
  const response = await request(path, { headers: { Accept: "application/json" } });
  return response.json();
}

async function request(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServiceError({ kind: "network" });
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  const status = `HTTP ${response.status}`;
  throw new ServiceError(problemFailure({ title: status, ...problem }, response.headers));
}

function problemFailure({ title, detail }, headers = new Headers()) {
  return { kind: "problem", title, detail, retryAfter: headers.get("Retry-After") };
}
