// <record-sound longest="300"> around a file input: records in the page, and puts the recording into the input.
// Without a microphone, or in an old browser, the input stays as it is. Nothing is sent before the form is.

const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const ENDINGS = { "audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg" };

class RecordSound extends HTMLElement {
  connectedCallback() {
    this.kind = window.MediaRecorder && navigator.mediaDevices && KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    if (!this.kind || !this.canFill()) return;
    this.input = this.querySelector("input");
    this.told = this.querySelector("[role=status]");
    // With a recorder of our own, the input is for a recording that somebody has already.
    this.input.removeAttribute("capture");
    this.querySelector(".recorder").hidden = false;
    this.addEventListener("click", ({ target }) => this[target.closest("button")?.dataset.act]?.());
    this.input.addEventListener("change", () => this.chosen());
    this.input.form?.addEventListener("submit", (event) => this.submitted(event));
  }

  disconnectedCallback() {
    this.stop();
    this.quiet();
  }

  canFill() {
    try { return Boolean(new DataTransfer()); } catch { return false; }
  }

  show(...acts) {
    const had = this.contains(document.activeElement) && document.activeElement.dataset.act;
    for (const button of this.querySelectorAll("[data-act]")) button.hidden = !acts.includes(button.dataset.act);
    // Whoever pressed a button that is gone now goes on at the next one.
    if (had && !acts.includes(had)) this.querySelector("[data-act]:not([hidden])").focus();
  }

  tell(what) {
    this.told.textContent = what ? this.told.dataset[what] : "";
  }

  async record() {
    if (this.recorder) return;
    this.quiet();
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch ({ name }) {
      return this.tell(name == "NotFoundError" ? "missing" : "refused");
    }
    const parts = [];
    this.recorder = new MediaRecorder(stream, { mimeType: this.kind, audioBitsPerSecond: 48000 });
    this.recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
    this.recorder.addEventListener("stop", () => {
      for (const track of stream.getTracks()) track.stop();
      clearTimeout(this.ending);
      const why = this.isFull ? "ended" : "kept";
      this.recorder = this.isFull = null;
      this.fill(parts);
      this.tell(why);
    });
    this.recorder.start();
    this.ending = setTimeout(() => { this.isFull = true; this.stop(); }, 1000 * this.getAttribute("longest"));
    this.show("stop");
    this.tell("recording");
  }

  stop() {
    if (this.recorder?.state == "recording") this.recorder.stop();
  }

  fill(parts) {
    const [type] = this.kind.split(";");
    const put = new DataTransfer();
    put.items.add(new File(parts, `recording.${ENDINGS[type]}`, { type }));
    this.input.files = put.files;
    this.show("listen", "remove");
  }

  chosen() {
    this.quiet();
    this.tell();
    this.show(...(this.input.files.length ? ["listen", "remove"] : ["record"]));
  }

  listen() {
    this.quiet();
    this.place = URL.createObjectURL(this.input.files[0]);
    this.player = new Audio(this.place);
    this.player.play().catch(() => this.quiet());
  }

  quiet() {
    this.player?.pause();
    if (this.place) URL.revokeObjectURL(this.place);
    this.player = this.place = null;
  }

  remove() {
    this.quiet();
    this.input.value = "";
    this.show("record");
    this.tell("removed");
  }

  // A form that comes back has lost its files, so the line that must go with a recording is asked for here.
  submitted(event) {
    const { form } = this.input;
    const words = form.querySelector("[data-line]");
    const sent = [...form.elements].some((field) => field.files?.length);
    if (this.recorder) {
      event.preventDefault();
      this.stop();
    } else if (sent && words && !words.value.trim() && !event.submitter?.name) {
      event.preventDefault();
      this.tell("words");
      words.focus();
    }
  }
}

customElements.define("record-sound", RecordSound);
