// <listen-aloud>: the main part of the page read aloud, piece by piece, by the voice of the device.
// Only by a voice that lives on it: some browsers send the words of others to their maker. Without one there is no button.

const PIECES = "h1, h2, h3, h4, p, li, dt, dd, blockquote";
const NOT_READ = ".acts, .above, .unseen, .soft > a, nav, form, svg, [hidden], [aria-hidden=true]";

class ListenAloud extends HTMLElement {
  #place = 0;
  #goes = false;

  connectedCallback() {
    [this.listen, this.pause, this.again] = this.querySelectorAll("button");
    this.listen.addEventListener("click", () => this.#start(this.#place));
    this.pause.addEventListener("click", () => this.#stop());
    this.again.addEventListener("click", () => this.#start(0));
    window.speechSynthesis?.addEventListener?.("voiceschanged", () => this.#show());
    addEventListener("pagehide", () => this.#stop());
    this.#show();
  }

  get #voice() {
    const language = (this.closest("[lang]")?.lang ?? "").toLowerCase();
    const here = window.speechSynthesis?.getVoices().filter(({ localService }) => localService) ?? [];
    const said = ({ lang }) => lang.replace("_", "-").toLowerCase();
    return here.find((voice) => said(voice) == language)
      ?? here.find((voice) => said(voice).split("-")[0] == language.split("-")[0]);
  }

  get #pieces() {
    return [...document.querySelectorAll(`:is(${PIECES}):where(#main *)`)]
      .filter((piece) => !piece.querySelector(PIECES) && !piece.closest(NOT_READ))
      .filter((piece) => (piece.checkVisibility?.() ?? true) && words(piece));
  }

  #show() {
    this.hidden = !this.#voice;
    // The button that somebody pressed stays where it is, so that the keyboard does not lose its place.
    this.listen.setAttribute("aria-pressed", this.#goes);
    this.pause.disabled = !this.#goes;
    this.again.hidden = !this.#place;
  }

  #start(place) {
    this.#stop();
    this.#goes = true;
    this.#read(place);
  }

  #stop() {
    this.#goes = false;
    window.speechSynthesis?.cancel();
    this.#mark();
    this.#show();
  }

  #read(place) {
    const piece = this.#pieces[place];
    this.#place = piece ? place : 0;
    if (!piece) return this.#stop();
    this.#mark(piece);
    this.#show();
    const said = new SpeechSynthesisUtterance(words(piece));
    said.voice = this.#voice;
    said.lang = said.voice.lang;
    // What was stopped ends as well, on some devices; it leads nowhere.
    said.onend = () => this.#goes && this.said == said && this.#read(place + 1);
    this.said = said;
    speechSynthesis.speak(said);
  }

  #mark(piece) {
    for (const each of document.querySelectorAll(".is-read")) each.classList.remove("is-read");
    piece?.classList.add("is-read");
    piece?.scrollIntoView({ block: "nearest" });
  }
}

function words(piece) {
  const copy = piece.cloneNode(true);
  for (const each of copy.querySelectorAll(NOT_READ)) each.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

customElements.define("listen-aloud", ListenAloud);
