// A dialog over the page: the browser keeps the focus inside, closes it with Escape and gives the
// focus back.

import { element, tool } from "./elements.js";
import { strings } from "./strings.js";

export function openDialog(name, title, ...content) {
  const dialog = element(
    "dialog",
    { class: `dialog ${name}`, "aria-labelledby": `${name}-title` },
    element(
      "header",
      {},
      element("h2", { id: `${name}-title` }, title),
      tool("close", strings.close, () => dialog.close()),
    ),
    element("div", { class: "dialog-body" }, ...content),
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
