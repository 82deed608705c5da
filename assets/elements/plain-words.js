// <plain-words>: help with the words of one field. Only that field goes to the server, never the whole form.

class PlainWords extends HTMLElement {
  connectedCallback() {
    this.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
      const { body } = ctx.request;
      const wanted = new Set(["csrfmiddlewaretoken", "plainly", "target", "typing", body.get("plainly")]);
      for (const name of [...body.keys()]) if (!wanted.has(name)) body.delete(name);
    });
  }
}

customElements.define("plain-words", PlainWords);
