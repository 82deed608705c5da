// <gentle-minutes since="1767261600" of="20" data-words="{n} of 20 minutes" data-longer="…">: for how long something is on.
// It goes on in whole minutes by the server's clock (#server-now), so that all screens say the same. No seconds, no
// alarm, and nothing is announced. Without it, the number stands as it was when the page was fetched.

const MINUTE = 60_000;
const now = document.getElementById("server-now");
const ahead = now ? 1000 * now.getAttribute("value") - Date.now() : 0;

class GentleMinutes extends HTMLElement {
  static observedAttributes = ["since", "of", "stands"];

  connectedCallback() { this.go(); }

  attributeChangedCallback() { if (this.isConnected) this.go(); }

  disconnectedCallback() { clearTimeout(this.waiting); }

  go() {
    clearTimeout(this.waiting);
    if (this.hasAttribute("stands")) return; // a pause
    const gone = Math.max(0, Date.now() + ahead - 1000 * this.getAttribute("since"));
    const minutes = Math.floor(gone / MINUTE);
    const { words, longer } = this.dataset;
    const told = (minutes > Number(this.getAttribute("of")) ? longer : words).replace("{n}", minutes);
    if (this.firstChild && this.textContent != told) this.firstChild.data = told;
    this.waiting = setTimeout(() => this.go(), MINUTE - gone % MINUTE + 50);
  }
}

customElements.define("gentle-minutes", GentleMinutes);
