// One page of a document as elements: its words in their order, with the chosen range marked, the
// answer's other ranges marked more lightly, search hits, headings, tables, and lost words.

import { element } from "./elements.js";
import { strings } from "./strings.js";
import { PointText, markedPieces } from "./text.js";

const MARKS = { chosen: "cited", other: "also-cited" };
const points = new WeakMap(); // document -> its text by code points

export function pointsOf(loaded) {
  if (!points.has(loaded)) points.set(loaded, new PointText(loaded.text));
  return points.get(loaded);
}

// Draws [start, end) of a document. `chosen` is a range or null, `others` and `hits` are ranges;
// `hit` is the one of the hits that is looked at.
export class Sheet {
  constructor(loaded, { chosen, others, hits, hit }) {
    this.loaded = loaded;
    this.points = pointsOf(loaded);
    Object.assign(this, { chosen, others, hits, hit });
  }

  draw(start, end) {
    const nodes = [];
    let from = start;
    for (const table of this.loaded.tables ?? []) {
      const rows = table.rows.filter((row) => row.end > from && row.start < end);
      if (rows.length === 0) continue;
      const top = table.header && table.header.start >= from ? table.header : rows[0];
      nodes.push(...this.#flow(from, top.start), this.#table(table, rows));
      from = rows.at(-1).end;
    }
    nodes.push(...this.#flow(from, end));
    return element("div", { class: "sheet", dir: "auto" }, ...nodes);
  }

  // Running words; the chosen range is one mark, whatever else falls into it.
  #flow(start, end) {
    return markedPieces(start, end, this.chosen, this.others).flatMap((piece) => {
      const nodes = this.#words(piece.start, piece.end);
      return piece.kind === "plain" ? nodes : [element("mark", { class: MARKS[piece.kind] }, ...nodes)];
    });
  }

  #words(start, end) {
    const within = (range) => range.start < end && range.end > start;
    const hits = this.hits.filter(within);
    const headings = (this.loaded.outline ?? []).filter(within);
    const gaps = (this.loaded.gaps ?? []).filter(([at]) => start <= at && at < end);
    const edges = [...hits, ...headings].flatMap((range) => [range.start, range.end]);
    const cuts = [...new Set([start, ...edges, ...gaps.map(([at]) => at), end])]
      .filter((at) => start <= at && at <= end)
      .sort((a, b) => a - b);
    const nodes = [];
    for (let i = 0; i + 1 < cuts.length; i += 1) {
      const [from, to] = [cuts[i], cuts[i + 1]];
      if (gaps.some(([at]) => at === from)) nodes.push(gapElement());
      const covers = (range) => range.start <= from && to <= range.end;
      const hit = hits.find(covers);
      const classes = [
        headings.some(covers) && "heading",
        hit && "hit",
        hit && this.hit && hit.start === this.hit.start && "current",
      ].filter(Boolean);
      const lines = linesOf(this.points.slice(from, to));
      if (classes.length === 0) nodes.push(...lines);
      else nodes.push(element("span", { class: classes.join(" "), "data-at": from }, ...lines));
    }
    return nodes;
  }

  #table({ caption, columns }, rows) {
    const reaches = (range) => this.chosen && this.chosen.start < range.end && this.chosen.end > range.start;
    return element(
      "table",
      { class: "grid" },
      element("caption", { class: "unseen" }, caption ?? strings.table),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          element("th", { scope: "col" }, element("span", { class: "unseen" }, strings.row), "#"),
          ...columns.map((column) => element("th", { scope: "col" }, column)),
        ),
      ),
      element(
        "tbody",
        {},
        ...rows.map((row) =>
          element(
            "tr",
            { class: reaches(row) && "cited-row", "data-row": row.number },
            element("td", { class: "row-number" }, `${row.number}`),
            ...row.cells.map((cell) =>
              element("td", { class: reaches(cell) && "cited-cell" }, ...this.#flow(cell.start, cell.end)),
            ),
          ),
        ),
      ),
    );
  }
}

// A place where the extraction lost words; holds no text of its own.
function gapElement() {
  return element("span", { class: "gap", role: "img", "aria-label": strings.gap, title: strings.gap });
}

// The document's line ends, set as the ends of paragraphs.
function linesOf(words) {
  return words
    .split(/(\n)/)
    .filter(Boolean)
    .map((part) => (part === "\n" ? element("span", { class: "line-end" }, part) : part));
}
