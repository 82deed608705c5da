// Takes over into a page what the server has changed since, and nothing else. What it did not change is left as it
// is, with all that scripts and people have done to it since.

// What the server said last of each node that is on the page.
const said = new WeakMap();

// Remember a part of the page as what the server said.
export function known(node, copy = node.cloneNode(true)) {
  said.set(node, copy);
  [...node.childNodes].forEach((child, place) => copy.childNodes[place] && known(child, copy.childNodes[place]));
}

// Make `node` as the server says it is now; both are the same kind of element.
export function takeOver(node, fresh) {
  const had = document.activeElement;
  change(node, fresh);
  // What was moved loses the focus in some browsers.
  if (had != document.activeElement && had?.isConnected) had.focus({ preventScroll: true });
}

function change(node, fresh) {
  if (node.hasAttribute?.("data-stays")) return; // one's own, which the server leaves out of the part
  const before = said.get(node);
  if (before?.isEqualNode(fresh)) return;
  said.set(node, fresh.cloneNode(true));
  if (node.nodeType != Node.ELEMENT_NODE) {
    if (node.data != fresh.data) node.data = fresh.data;
    return;
  }
  attributes(node, before ?? node, fresh);
  children(node, fresh);
}

function attributes(node, before, fresh) {
  for (const { name } of before.attributes) if (!fresh.hasAttribute(name)) node.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (before.getAttribute(name) != value) node.setAttribute(name, value);
}

function children(node, fresh) {
  const left = [...node.childNodes];
  let place = left[0] ?? null;
  for (const child of [...fresh.childNodes]) {
    const mine = take(left, child);
    if (!mine) {
      node.insertBefore(made(child), place);
      continue;
    }
    while (place && place != mine && isUnwanted(place, fresh)) place = place.nextSibling; // it goes, below
    if (place == mine) place = mine.nextSibling;
    else node.insertBefore(mine, place);
    change(mine, child);
  }
  for (const child of left) if (!isInUse(child)) child.remove();
}

// The node that stands for a new one: of the same id; without one, the next of its kind.
function take(left, child) {
  const at = left.findIndex((mine) => mine.nodeName == child.nodeName && (mine.id ?? "") == (child.id ?? ""));
  return at < 0 ? null : left.splice(at, 1)[0];
}

const isUnwanted = (node, fresh) => node.id && ![...fresh.children].some(({ id }) => id == node.id);

function made(child) {
  const node = document.importNode(child, true);
  known(node);
  return node;
}

// Somebody writes there, or has written something that is not sent yet.
function isInUse(node) {
  if (node.nodeType != Node.ELEMENT_NODE) return false;
  const fields = [node, ...node.querySelectorAll("input, textarea, select")];
  return fields.some((field) => field == document.activeElement && field.matches("input, textarea, select") || isWrittenIn(field));
}

function isWrittenIn(field) {
  if (field.matches("input[type=checkbox], input[type=radio]")) return field.checked != field.defaultChecked;
  if (field.matches("input[type=file]")) return field.files.length > 0;
  if (field.matches("input:not([type=hidden]), textarea")) return field.value != field.defaultValue;
  return field.matches("select") && [...field.options].some((each) => each.selected != each.defaultSelected);
}
