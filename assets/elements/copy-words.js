// <copy-words>: a text the person wrote, and a button that puts it on the clipboard.
// The button stays hidden where the browser has no clipboard to give; the text can be selected all the same.

class CopyWords extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    const told = this.querySelector("[role=status]");
    if (!navigator.clipboard) return;
    button.parentElement.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(this.querySelector("textarea").value);
      told.textContent = button.dataset.done;
    });
  }
}

customElements.define("copy-words", CopyWords);
