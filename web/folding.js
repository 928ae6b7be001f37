// Texts for searching: white space, case and width do not count. Knows where in the original each
// character of the folded text came from.

const SKIPPED = /[\s\u00ad\u200b-\u200f\u2060\ufeff]/u;

export const folded = (text) => new FoldedText(Array.from(text)).text;

export class FoldedText {
  #origins = []; // for each UTF-16 unit of `text`: its code point in the original

  constructor(points) {
    const parts = [];
    points.forEach((point, at) => {
      if (SKIPPED.test(point)) return;
      const part = point.normalize("NFKC").toLowerCase().replace(/\s/gu, "");
      parts.push(part);
      for (let i = 0; i < part.length; i += 1) this.#origins.push(at);
    });
    this.text = parts.join("");
  }

  // The ranges {start, end} of code points where `words` stand.
  find(words) {
    const wanted = folded(words);
    const ranges = [];
    if (wanted === "") return ranges;
    for (let at = this.text.indexOf(wanted); at >= 0; at = this.text.indexOf(wanted, at + wanted.length)) {
      ranges.push({ start: this.#origins[at], end: this.#origins[at + wanted.length - 1] + 1 });
    }
    return ranges;
  }
}
