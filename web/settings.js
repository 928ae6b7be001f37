// What a person has chosen: kept in the browser, shared by its tabs, applied at once.

const KEY = "settings";
export const LANGUAGES = ["zh", "en"];
export const THEMES = ["system", "light", "dark"];
export const SIZES = { small: "87.5%", medium: "100%", large: "118.75%", huge: "137.5%" };
export const MOST_PASSAGES = 20;

const DEFAULTS = {
  language: navigator.languages.some((name) => /^zh\b/i.test(name)) ? "zh" : "en",
  theme: "system",
  size: "medium",
  backend: null, // the service's own choice
  documents: null, // all of them
  topK: null, // as many passages as the service takes by itself
  fallback: true, // quotes where a language model fails
  keys: true, // shortcuts of a single key
  sidebar: false,
};

export class Settings {
  constructor(store) {
    this.store = store;
    this.reload();
  }

  reload() {
    this.chosen = sound({ ...DEFAULTS, ...this.store.read(KEY, {}) });
  }

  change(changes) {
    this.chosen = sound({ ...this.chosen, ...changes });
    this.store.write(KEY, this.chosen);
  }

  // The fields of a question's request.
  get options() {
    const { backend, documents, topK, fallback } = this.chosen;
    return {
      ...(backend ? { backend } : {}),
      ...(documents ? { documents } : {}),
      ...(topK ? { top_k: topK } : {}),
      ...(fallback ? {} : { fallback }),
    };
  }

  // Gives the page its colours, size and language.
  apply(root) {
    const { theme, size, language } = this.chosen;
    root.dataset.theme = theme;
    root.style.fontSize = SIZES[size];
    root.lang = language === "zh" ? "zh-CN" : "en";
  }
}

// Choices that the page knows; anything else in the storage is as good as nothing.
function sound(chosen) {
  const { language, theme, size, backend, documents, topK } = chosen;
  const isName = (value) => typeof value === "string";
  return {
    language: LANGUAGES.includes(language) ? language : DEFAULTS.language,
    theme: THEMES.includes(theme) ? theme : DEFAULTS.theme,
    size: Object.hasOwn(SIZES, size) ? size : DEFAULTS.size,
    backend: isName(backend) ? backend : null,
    documents: Array.isArray(documents) && documents.length && documents.every(isName) ? documents : null,
    topK: Number.isInteger(topK) && topK > 0 && topK <= MOST_PASSAGES ? topK : null,
    fallback: chosen.fallback !== false,
    keys: chosen.keys !== false,
    sidebar: chosen.sidebar === true,
  };
}
