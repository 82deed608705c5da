// <display-preview>: shows a choice on the sample as soon as it is made. Saving still takes the button.

class DisplayPreview extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", () => this.show());
    this.show();
  }

  show() {
    const sample = this.querySelector("[data-sample]");
    for (const input of this.querySelectorAll("input[type=radio]:checked")) {
      sample.setAttribute(`data-${input.name}`, input.value);
    }
  }
}

customElements.define("display-preview", DisplayPreview);
