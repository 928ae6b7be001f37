// The HTTP interface of the service, and what can go wrong with it. A failure is a plain object
// {kind, slug?, status?, title?, detail?, retryAt?} so that it can be kept with the conversation.

import { readEvents } from "./stream.js";

const MOST_WAIT_S = 3600;

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

// The names of the backends that may be asked for.
export async function backends() {
  const { data } = await getJSON("/v1/models");
  const prefix = "askreport/";
  return data.filter(({ id }) => id.startsWith(prefix)).map(({ id }) => id.slice(prefix.length));
}

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
export async function* ask(question, history, options, signal) {
  const response = await post("/api/ask", { question, history, ...options, stream: true }, signal);
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

// Says what a person thinks of an answer, with the history it was asked with; gives the feedback's
// id, by which a later one on the same answer takes its place.
export async function sendFeedback(answer, verdict, comment, history, id) {
  const said = { ...(comment ? { comment } : {}), ...(id ? { id } : {}) };
  const response = await post("/api/feedback", { answer_id: answer.id, verdict, ...said, answer, history });
  return (await response.json()).id;
}

// An address for a link, if it leads to this page and nowhere else.
export function ownAddress(url) {
  if (!URL.canParse(url, location.origin)) return null;
  const { origin, pathname, href } = new URL(url, location.origin);
  return origin === location.origin && pathname === "/" ? href : null;
}

function post(path, body, signal) {
  return request(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
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
  const problem = await response.json().catch(() => null);
  throw new ServiceError(problemFailure({ ...problem, status: response.status }, response.headers));
}

function problemFailure({ type, title, detail, status }, headers = new Headers()) {
  const wait = secondsOf(headers.get("Retry-After"));
  return {
    kind: "problem",
    slug: status === 429 ? "too-many" : `${type ?? ""}`.split("/").at(-1),
    title: title ?? `HTTP ${status}`,
    detail,
    retryAt: wait === null ? null : Date.now() + wait * 1000,
  };
}

// `Retry-After` is a number of seconds or a date.
function secondsOf(value) {
  if (!value) return null;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(0, Math.ceil(seconds)), MOST_WAIT_S) : null;
}
