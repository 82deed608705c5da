// Words that a team avoids are pointed out under the field in which somebody writes one. Nobody is stopped.
// The list is asked for when somebody begins to write; what they write never leaves the page. Not in a sealed form.

const LETTER = "[\\p{L}\\p{N}]";
const here = location.pathname.match(/^\/projects\/([\da-f-]{36})\//)?.[1];
let asked;
let number = 0;

const list = () => asked ||= fetch("/words-to-avoid/")
  .then((answer) => answer.ok && !answer.redirected ? answer.json() : { words: [] })
  .then(({ words }) => words.filter(({ project }) => !here || project == here).map(withShape))
  .catch(() => []);

// The word by itself, and with an s behind it.
function withShape({ word, told }) {
  const plain = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
  return { told, shape: new RegExp(`(?<!${LETTER})${plain}s?(?!${LETTER})`, "iu") };
}

const isWords = (field) => field.matches?.("textarea, input[type=text]") && field.closest("form") && !field.closest("[data-sealed]");

function noteOf(field) {
  const known = document.getElementById(field.dataset.wordsTold);
  if (known) return known;
  const note = document.createElement("div");
  note.className = "team-words";
  note.id = field.dataset.wordsTold = `team-words-${number++}`;
  note.setAttribute("role", "status");
  field.after(note);
  return note;
}

// Else it would be told once more on the page that comes next, as it is where no script runs.
function tellItsForm(form) {
  if (form.elements.namedItem("words-told")) return;
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "words-told", value: "1" }));
}

function tell(field, words) {
  tellItsForm(field.form);
  const found = words.filter(({ shape }) => shape.test(field.value)).map(({ told }) => told);
  if (!found.length && !field.dataset.wordsTold) return;
  const note = noteOf(field);
  // Said once, and not with every letter.
  if (note.dataset.told == found.join()) return;
  note.dataset.told = found.join();
  note.replaceChildren(...found.map((words) => Object.assign(document.createElement("p"), { textContent: words })));
}

document.addEventListener("input", ({ target }) => {
  if (!isWords(target)) return;
  clearTimeout(target.wordsWait);
  target.wordsWait = setTimeout(async () => tell(target, await list()), 500);
});
