// The dialog of settings: each choice is applied and kept at once.

import { openDialog } from "./dialog.js";
import { element } from "./elements.js";
import { LANGUAGES, MOST_PASSAGES, SIZES, THEMES } from "./settings.js";
import { strings } from "./strings.js";

// `offered` is {documents, backends}; `change(changes)` is called for every choice.
export function openChoices(chosen, offered, change) {
  const backends = [...new Set([...offered.backends, ...(chosen.backend ? [chosen.backend] : [])])];
  const counts = Array.from({ length: MOST_PASSAGES }, (_, i) => `${i + 1}`);
  const ids = offered.documents.map(({ id }) => id);
  return openDialog(
    "choices",
    strings.settings,
    group(
      strings.asking_,
      select(strings.backend, ["", ...backends], chosen.backend ?? "", strings.backendName, (value) =>
        change({ backend: value || null }),
      ),
      select(strings.topK, ["", ...counts], `${chosen.topK ?? ""}`, (value) => value || strings.automatic, (value) =>
        change({ topK: value ? Number(value) : null }),
      ),
      check(strings.fallback, chosen.fallback, (fallback) => change({ fallback })),
    ),
    ids.length > 1 &&
      group(strings.documents, ...documentBoxes(offered.documents, chosen.documents, (documents) => change({ documents }))),
    group(
      strings.looks,
      radios("language", strings.language, LANGUAGES, chosen.language, (name) => strings.languages[name], change),
      radios("theme", strings.theme, THEMES, chosen.theme, (name) => strings.themes[name], change),
      radios("size", strings.size, Object.keys(SIZES), chosen.size, (name) => strings.sizes[name], change),
      check(strings.singleKeys, chosen.keys, (keys) => change({ keys })),
    ),
  );
}

function group(title, ...content) {
  return element("fieldset", {}, element("legend", {}, title), ...content);
}

function select(label, values, value, nameOf, choose) {
  const box = element(
    "select",
    { class: "field", on: { change: () => choose(box.value) } },
    ...values.map((one) => element("option", { value: one }, nameOf(one))),
  );
  box.value = value;
  return element("label", { class: "choice" }, element("span", {}, label), box);
}

function check(label, checked, choose) {
  const box = element("input", { type: "checkbox", on: { change: () => choose(box.checked) } });
  box.checked = checked;
  return element("label", { class: "check" }, box, element("span", { dir: "auto" }, label));
}

// At least one document stays chosen; all of them is no filter.
function documentBoxes(documents, chosen, choose) {
  const labels = documents.map(({ id, title, pages }) =>
    check(`${title} · ${strings.pageCount(pages)}`, !chosen || chosen.includes(id), () => {
      const picked = documents.filter((_, i) => labels[i].firstChild.checked).map((one) => one.id);
      if (picked.length === 0) labels.find((label) => label.firstChild === document.activeElement).firstChild.checked = true;
      else choose(picked.length === documents.length ? null : picked);
    }),
  );
  return labels;
}

function radios(name, label, values, value, nameOf, change) {
  const options = values.map((one) => {
    const box = element("input", { type: "radio", name, value: one, on: { change: () => change({ [name]: one }) } });
    box.checked = one === value;
    return element("label", {}, box, element("span", {}, nameOf(one)));
  });
  return element("div", { class: "choice", role: "radiogroup", "aria-label": label }, element("span", {}, label), element("div", { class: "segments" }, ...options));
}
