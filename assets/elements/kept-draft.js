// <kept-draft name="…"> around a form: what is being written stays on this device until the server has it.
// Never on a shared computer, in a sealed form, of a password, a code or a file. After 14 days it is gone.
// With it are kept the page's `version`s: words begun from an older one must meet the newer one openly.

const KEY = "draft:";
const DAYS = 14 * 864e5;

// Some browsers throw at the very word when nothing may be stored.
let store = {};
try { store = localStorage || store; } catch {}

const shared = () => "sharedComputer" in document.documentElement.dataset;
const read = (key) => {
  try { return JSON.parse(store[key]); } catch {}
};

// On every page: let go of what the server has, of what is old, and of everything on a shared computer.
function sweep() {
  for (const [, name] of document.cookie.matchAll(/draft-saved-([a-z\d-]+)=/g)) {
    delete store[KEY + name];
    document.cookie = `draft-saved-${name}=; path=/; max-age=0`;
  }
  for (const key of Object.keys(store)) {
    if (key.startsWith(KEY) && (shared() || !(read(key)?.at > Date.now() - DAYS))) delete store[key];
  }
}

const isTick = (field) => /radio|checkbox/.test(field.type);
const isVersion = (field) => field.type == "hidden" && /(^|-)version$/.test(field.name);
const isWords = (field) => /^(text|search|tel|url|email|number|date|time|select-one|radio|checkbox)/.test(field.type) &&
  field.name && !/one-time|password|cc-/.test(field.autocomplete);
const keyOf = (field) => isTick(field) ? field.name + "=" + field.value : field.name;
const valueOf = (field) => isTick(field) ? field.checked : field.value;

function keep(element, form) {
  const key = KEY + element.getAttribute("name");
  const told = [...element.querySelectorAll("[data-told]")];
  const fields = (wanted) => [...form.elements].filter(wanted);
  const both = (field) => isWords(field) || isVersion(field);
  const words = () => Object.fromEntries(fields(both).map((field) => [keyOf(field), valueOf(field)]));
  const tell = (what) => told.forEach((each) => { each.hidden = each.dataset.told != what; });
  const fill = (kept) => {
    for (const field of fields(both)) field[isTick(field) ? "checked" : "value"] = kept[keyOf(field)] ?? valueOf(field);
  };

  const kept = read(key);
  const before = words();
  let at = kept?.at;
  let waiting;

  const write = () => {
    clearTimeout(waiting);
    waiting = 0;
    // Another tab wrote since: neither of the two disappears without a word.
    if (store[key] && read(key)?.at != at) return tell("elsewhere");
    at = Date.now() + Math.random();
    try { store[key] = JSON.stringify({ at, words: words() }); } catch {}
  };

  form.addEventListener("input", () => { waiting ||= setTimeout(write, 400); });
  addEventListener("pagehide", () => waiting && write());
  element.addEventListener("click", ({ target }) => {
    const about = target.closest("[data-told] button")?.parentElement.dataset.told;
    if (!about) return;
    const there = read(key)?.at;
    if (about == "kept") {
      if (there == at) delete store[key];
      fill(before);
    } else {
      at = there;
      write();
    }
    tell();
    fields(isWords)[0]?.focus();
  });

  // A form that came back with something to mend already holds the newest words.
  if (kept && !form.querySelector(".problems") && fields(isWords).some((field) => (kept.words[keyOf(field)] ?? before[keyOf(field)]) != before[keyOf(field)])) {
    fill(kept.words);
    tell("kept");
  }
}

customElements.define("kept-draft", class extends HTMLElement {
  connectedCallback() {
    sweep();
    if (this.querySelector("[data-sealed]")) console.error("A sealed form keeps no draft.", this);
    else if (!shared()) keep(this, this.querySelector("form"));
  }
});
sweep();
