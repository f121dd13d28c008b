// Where the focus goes after a part of the page was swapped: to the error summary or the first wrong control after a
// submit, otherwise back to where it was. Also: arrow keys in the tab strip, and error links that land in the control.

let before = null;

function pathTo(element) {
  if (!element || element === document.body) return null;
  return { id: element.id, name: element.name, value: element.value, type: element.type };
}

// A button that leads to another tab is gone there: the tab itself says where the person is now.
const stoodFor = (name) => (name === "go" ? document.querySelector("[role=tab][aria-selected='true']") : null);

function find({ id, name, value, type }) {
  if (id && document.getElementById(id)) return document.getElementById(id);
  const same = [...document.getElementsByName(name)].filter((element) => name && element.tabIndex >= 0);
  const exact = same.find((element) => !["radio", "submit"].includes(type) || element.value === value);
  return exact ?? stoodFor(name) ?? same[0];
}

function focusTrouble(root) {
  const trouble =
    root.querySelector("[data-takes-focus]") ??
    root.querySelector(":is(input, select, textarea)[aria-invalid='true'], [aria-invalid='true'] :is(input, select)");
  trouble?.focus();
  return Boolean(trouble);
}

document.addEventListener("htmx:beforeSwap", () => {
  before = pathTo(document.activeElement);
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (document.querySelector("dialog.side[open]")) return;
  const submitted = event.detail.requestConfig?.triggeringEvent?.type === "submit";
  if (submitted && focusTrouble(document.getElementById("main"))) return;
  if (document.activeElement !== document.body || !before) return;
  (find(before) ?? document.getElementById("page-title"))?.focus();
});

document.querySelector("[data-takes-focus]")?.focus();

document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.("[role=tab]");
  if (!tab) return;
  const tabs = [...tab.closest("[role=tablist]").querySelectorAll("[role=tab]")];
  const at = tabs.indexOf(tab);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  tabs.at(to % tabs.length).focus();
  event.preventDefault();
});

function focusTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target || target.closest("[role=tablist]")) return;
  const stop = target.matches("input, select, textarea, button, a, main")
    ? target
    : target.querySelector("input:checked, input:enabled:not([type=hidden]), select, textarea, button:not(.info)");
  stop?.focus();
}

addEventListener("hashchange", focusTarget);
focusTarget();
