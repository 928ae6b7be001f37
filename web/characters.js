// Characters that cannot be seen but change what is seen: controls of writing direction, zero-width
// marks, control codes. They stay in the text (a quote stays exact, a copy is complete), each in an
// element that keeps it from acting on its neighbours and shows its number instead.

const JOINED = "\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\p{M}\\p{sc=Arab}\\p{sc=Syrc}\\p{sc=Mong}";
const SOURCE =
  "[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f" +
  "\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}]" +
  `|(?<![${JOINED}])[\\u200c\\u200d]`; // joiners have work to do in emoji and in some scripts
const HIDDEN = new RegExp(SOURCE, "u");
const ALL_HIDDEN = new RegExp(SOURCE, "gu");

const numberOf = (character) =>
  `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

// A string as nodes.
export function visible(string) {
  if (!HIDDEN.test(string)) return [document.createTextNode(string)];
  const nodes = [];
  let from = 0;
  for (const { 0: character, index } of string.matchAll(ALL_HIDDEN)) {
    if (index > from) nodes.push(document.createTextNode(string.slice(from, index)));
    const control = document.createElement("span");
    control.className = "control";
    control.dataset.code = numberOf(character);
    control.textContent = character;
    nodes.push(control);
    from = index + character.length;
  }
  if (from < string.length) nodes.push(document.createTextNode(string.slice(from)));
  return nodes;
}

// A string for an attribute or a file, where elements cannot help: numbers in the characters' place.
export function plain(string) {
  return HIDDEN.test(string) ? string.replace(ALL_HIDDEN, (c) => `⟨${numberOf(c)}⟩`) : string;
}
