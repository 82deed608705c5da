// What makes pages smoother. Every page works without any of it. What few pages need (record-sound) comes by itself.
import "./elements/copy-words.js";
import "./elements/display-preview.js";
import "./elements/kept-draft.js";
import "./elements/pass-key.js";
import "./elements/plain-words.js";

// It weighs more than all else here together, so only a page that has such parts fetches it.
if (document.querySelector("[hx-get], [hx-post]")) import("./elements/moving-parts.js");

// Long words can be listened to.
if (document.querySelector("listen-aloud")) import("./elements/listen-aloud.js");

// Words that a team avoids are told to whoever writes one.
if (document.querySelector("textarea")) import("./elements/team-words.js");

// Parts of a page that others change, too, with what only stands beside such parts.
if (document.querySelector("live-part")) import("./elements/live-part.js");

// By which clock somebody lives.
if (document.querySelector("own-clock")) import("./elements/own-clock.js");
