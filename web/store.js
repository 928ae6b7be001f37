// What the browser keeps for the page. Its storage may be denied (private windows) or full: then a
// value is kept for this tab, or else until the page is left, and the page can say so.

const PREFIX = "askreport.";

export const KEPT = "kept"; // for as long as the browser keeps anything
export const TAB = "tab"; // until the tab is closed
export const PAGE = "page"; // until the page is left

export class Store {
  #places = [];
  #memory = new Map();

  constructor() {
    for (const [place, open] of [[KEPT, () => localStorage], [TAB, () => sessionStorage]]) {
      try {
        const storage = open();
        storage.getItem(PREFIX);
        this.#places.push([place, storage]);
      } catch {
        // Denied: the next place has to do.
      }
    }
  }

  // All versions of a value, the one that was written last first.
  versions(key) {
    const name = PREFIX + key;
    const found = this.#memory.has(name) ? [this.#memory.get(name)] : [];
    for (const [, storage] of this.#places.toReversed()) {
      const text = storage.getItem(name);
      if (text !== null) found.push(text);
    }
    return found;
  }

  // The value of a key as it was written, or `otherwise`.
  read(key, otherwise = null) {
    for (const text of this.versions(key)) {
      try {
        return JSON.parse(text);
      } catch {
        // Damaged: another version may be whole.
      }
    }
    return otherwise;
  }

  // Keeps a value as well as can be; says where.
  write(key, value, { tab = false } = {}) {
    const name = PREFIX + key;
    const text = JSON.stringify(value);
    for (const [place, storage] of this.#places) {
      if (tab && place === KEPT) continue;
      try {
        storage.setItem(name, text);
        this.#memory.delete(name);
        if (place === KEPT) for (const [later, other] of this.#places) if (later === TAB) other.removeItem(name);
        return place;
      } catch {
        // Full: the next place has to do.
      }
    }
    this.#memory.set(name, text);
    return PAGE;
  }

  remove(key) {
    this.#memory.delete(PREFIX + key);
    for (const [, storage] of this.#places) storage.removeItem(PREFIX + key);
  }

  // The keys that begin with some words.
  keys(start) {
    const names = new Set(this.#memory.keys());
    for (const [, storage] of this.#places) {
      for (let i = 0; i < storage.length; i += 1) names.add(storage.key(i));
    }
    return [...names].filter((name) => name.startsWith(PREFIX + start)).map((name) => name.slice(PREFIX.length));
  }

  // Calls back with the key that another tab has changed, or `null` when it may be any.
  onChange(listener) {
    addEventListener("storage", ({ key }) => {
      if (key === null) listener(null);
      else if (key.startsWith(PREFIX)) listener(key.slice(PREFIX.length));
    });
  }
}
