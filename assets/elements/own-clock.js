// <own-clock>: a list of places, and a button that chooses the one by whose clock this device goes.
// It is offered where the two differ. Nothing is sent until the person saves it.

class OwnClock extends HTMLElement {
  connectedCallback() {
    const list = this.querySelector("select");
    const button = this.querySelector("button");
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const place = [...list.options].find((option) => option.value === here);
    if (!place || here === (list.value || this.getAttribute("house"))) return;
    button.textContent = button.dataset.words.replace("{place}", place.text);
    button.parentElement.hidden = false;
    button.addEventListener("click", () => {
      list.value = here;
      list.focus();
      button.parentElement.hidden = true;
    });
  }
}

customElements.define("own-clock", OwnClock);
