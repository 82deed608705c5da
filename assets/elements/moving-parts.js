// Parts that change without a reload. htmx can run code that stands in attributes. Here it never does: the
// content policy forbids it, and so does this.
import htmx from "htmx.org";

function NoCode() {
  throw new Error("Code in attributes is not run here.");
}

htmx.registerExtension("no-code", {
  init: ({ initSecurity }) => initSecurity(null, NoCode, NoCode),
});

// What a <live-part> has brought.
document.addEventListener("live:changed", ({ target }) => htmx.process(target));
