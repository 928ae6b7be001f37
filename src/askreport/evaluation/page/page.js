// Shows the cases that the form above them asks for, and opens the one that a link names.
const form = document.getElementById("filters");
const shown = document.getElementById("shown");
const cases = [...document.querySelectorAll(".case")];
const words = new Map(cases.map(one => [one, one.textContent.toLowerCase()]));

function fits(one, asked) {
  for (const [name, value] of asked) {
    if (!value) continue;
    if (name === "words") {
      if (!words.get(one).includes(value.toLowerCase())) return false;
    } else if (value.startsWith("!") ? one.dataset[name] === value.slice(1) : one.dataset[name] !== value) {
      return false;
    }
  }
  return true;
}

function filter() {
  const asked = [...new FormData(form)];
  let count = 0;
  for (const one of cases) {
    one.hidden = !fits(one, asked);
    count += !one.hidden;
  }
  shown.value = count;
}

function open() {
  const one = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!one || !one.matches(".case")) return;
  if (one.hidden) {
    form.reset();
    filter();
  }
  one.open = true;
  one.scrollIntoView();
}

form.hidden = false;
form.addEventListener("input", filter);
form.addEventListener("submit", event => event.preventDefault());
addEventListener("hashchange", open);
filter();
open();
