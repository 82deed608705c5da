// <live-part id="agenda" src="/where/it/is/" events="/live/…" after="7">: a part of a page that others change, too.
// It hears that something changed, and nothing else; then it asks for the page anew and takes over what the server
// changed. What somebody types, opened or points at stays. Nothing is announced, unless they ask for it (live/told.html).
// Without it, “Look again” is an ordinary link.
import "./gentle-minutes.js";
import "./live-when.js";
import { known, takeOver } from "./live-changes.js";

const SECONDS_UNSEEN = 20; // then it stops listening: a browser has six connections for all its tabs
const LONGEST_WAIT = 60;
const SECONDS_TOLD = 10;
const TELL = "live-told";

class LivePart extends HTMLElement {
  connectedCallback() {
    known(this);
    this.missed = 0;
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    document.addEventListener("visibilitychange", () => this.seen(), { signal });
    window.addEventListener("online", () => this.begin(), { signal });
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.begin(), { signal });
    window.addEventListener("pagehide", () => this.end(), { signal });
    this.askWhetherToTell(signal);
    this.begin();
  }

  disconnectedCallback() {
    this.leaving.abort();
    this.end();
  }

  // Listening

  begin() {
    this.end();
    if (document.hidden || this.isOver || !window.EventSource) return;
    const source = this.source = new EventSource(`${this.getAttribute("events")}?after=${this.getAttribute("after")}`);
    source.addEventListener("open", () => { this.missed = 0; });
    source.addEventListener("message", ({ data }) => data != this.getAttribute("after") && this.look());
    // A browser comes back by itself when it was cut off, but not when it was refused.
    source.addEventListener("error", () => source.readyState == EventSource.CLOSED && this.later());
  }

  end() {
    this.source?.close();
    this.source = null;
    clearTimeout(this.waiting);
    clearTimeout(this.unseen);
  }

  seen() {
    clearTimeout(this.unseen);
    if (document.hidden) this.unseen = setTimeout(() => this.end(), 1000 * SECONDS_UNSEEN);
    else if (this.source?.readyState != EventSource.OPEN) this.begin();
  }

  // A new look brings a new ticket, so it is tried before listening again; each phone at its own moment.
  later() {
    this.end();
    const seconds = Math.min(LONGEST_WAIT, 2 ** this.missed++) * (0.5 + Math.random() / 2);
    this.waiting = setTimeout(async () => { if (await this.look()) this.begin(); }, 1000 * seconds);
  }

  // Looking

  // One look at a time; told of more meanwhile, it looks once more. Answers whether it went well.
  look() {
    this.again = Boolean(this.looking);
    return this.looking ??= this.lookUntilNew();
  }

  async lookUntilNew() {
    let well;
    do {
      this.again = false;
      well = await this.fetch();
    } while (well && this.again);
    this.looking = null;
    if (!well && !this.isOver) this.later();
    return well;
  }

  async fetch() {
    try {
      const answer = await fetch(this.getAttribute("src"), { headers: { "HX-Request": "true", "Live-Part": this.id }, cache: "no-store" });
      // The page is gone, or not for this person any more: they see so at their next step.
      if (answer.redirected || (answer.status >= 400 && answer.status < 500 && answer.status != 429)) this.isOver = true;
      if (answer.redirected || !answer.ok) {
        if (this.isOver) this.end();
        return false;
      }
      this.take(await answer.text());
      return true;
    } catch {
      return false; // no network
    }
  }

  take(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById(this.id);
    if (!fresh) return;
    const before = this.getAttribute("after");
    takeOver(this, fresh);
    if (before != this.getAttribute("after")) {
      this.tell();
      this.dispatchEvent(new CustomEvent("live:changed", { bubbles: true }));
    }
  }

  // Telling, for those who ask

  askWhetherToTell(signal) {
    this.told = this.querySelector(".live-told");
    if (!this.told) return;
    this.told.hidden = false;
    const button = this.told.querySelector("button");
    const show = () => button.setAttribute("aria-pressed", wantsToBeTold());
    button.addEventListener("click", () => { wantToBeTold(!wantsToBeTold()); show(); }, { signal });
    show();
  }

  tell() {
    const status = this.told?.querySelector("[role=status]");
    if (!status || !wantsToBeTold()) return;
    clearTimeout(this.silence);
    status.textContent = status.dataset.words;
    // So that the same words are said again next time.
    this.silence = setTimeout(() => { status.textContent = ""; }, 1000 * SECONDS_TOLD);
  }
}

let wish = false; // where a browser keeps nothing, as long as the page

function wantsToBeTold() {
  try { return localStorage.getItem(TELL) == "yes"; } catch { return wish; }
}

function wantToBeTold(yes) {
  wish = yes;
  try { if (yes) localStorage.setItem(TELL, "yes"); else localStorage.removeItem(TELL); } catch { /* as long as the page */ }
}

customElements.define("live-part", LivePart);
