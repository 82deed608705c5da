// <live-when of="now" has="#item" without="#mine">: shown while the part of that id has the one and lacks the other.
// The server says by `hidden` how it is to begin with. So what is one's own need not be fetched anew with each change.
class LiveWhen extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    const part = document.getElementById(this.getAttribute("of"));
    part?.addEventListener("live:changed", () => this.show(part), { signal: this.leaving.signal });
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  show(part) {
    const has = (name) => part.querySelector(this.getAttribute(name));
    const isShown = (!this.hasAttribute("has") || has("has")) && !(this.hasAttribute("without") && has("without"));
    this.hidden = !isShown;
  }
}

customElements.define("live-when", LiveWhen);
