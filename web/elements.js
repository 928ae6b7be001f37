// Making DOM elements. Strings become text nodes, never markup: whatever a question, an answer or
// a document contains is shown as it is.

// An element with attributes, listeners (in `on`) and children; `null` children are left out and
// attributes that are `null` or `false` are not set.
export function element(tag, { on = {}, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  for (const [event, listener] of Object.entries(on)) node.addEventListener(event, listener);
  node.append(...children.filter((child) => child !== null));
  return node;
}

// A push button that never submits a form.
export function button(attributes, ...children) {
  return element("button", { type: "button", ...attributes }, ...children);
}
