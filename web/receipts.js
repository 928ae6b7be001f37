// Receipts: what an answer was made from and with.

// What has changed between two receipts: names of their fields.
export function changes(before, now) {
  return ["askreport", "corpus_sha256", "index_id", "embedder", "prompt_sha256"].filter(
    (name) => (before?.[name] ?? null) !== (now[name] ?? null),
  );
}
