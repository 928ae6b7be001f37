// Ranges of text. The service counts Unicode code points, JavaScript strings count UTF-16 units:
// everything that takes an offset from the service goes through here.

// How many code points a string has.
export function pointCount(string) {
  return Array.from(string).length;
}

// A text that is cut by code points.
export class PointText {
  constructor(string) {
    this.points = Array.from(string);
  }

  slice(start, end) {
    return this.points.slice(start, end).join("");
  }
}

// Cuts [start, end) into consecutive pieces {start, end, kind}, kind being "chosen", "other" or
// "plain". The chosen range (or null) stays one piece, so it goes before the others it overlaps.
export function markedPieces(start, end, chosen, others) {
  const covers = (range, at) => range !== null && range.start <= at && at < range.end;
  const kindAt = (at) => {
    if (covers(chosen, at)) return "chosen";
    return others.some((range) => covers(range, at)) ? "other" : "plain";
  };
  const bounds = [...others, ...(chosen ? [chosen] : [])]
    .flatMap((range) => [range.start, range.end])
    .filter((at) => start < at && at < end);
  const edges = [...new Set([start, ...bounds, end])].sort((a, b) => a - b);
  const pieces = [];
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const kind = kindAt(edges[i]);
    const last = pieces.at(-1);
    if (last?.kind === kind) last.end = edges[i + 1];
    else pieces.push({ start: edges[i], end: edges[i + 1], kind });
  }
  return pieces;
}
