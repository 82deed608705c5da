// What makes pages smoother. Every page works without any of it. What few pages need (record-sound) comes by itself.
import "./elements/no-code-in-attributes.js";
import "./elements/copy-words.js";
import "./elements/display-preview.js";
import "./elements/kept-draft.js";
import "./elements/pass-key.js";
import "./elements/plain-words.js";
