// Where the focus goes after a part of the page was swapped: to the error summary or the first wrong control after a
// submit, otherwise back to where it was. Also: arrow keys in the tab strip, and error links that land in the control.

let before = null;

function pathTo(element) {
  if (!element || element === document.body) return null;
  return { id: element.id, name: element.name, value: element.value, type: element.type };
}

function find({ id, name, value, type }) {
  if (id && document.getElementById(id)) return document.getElementById(id);
  const same = name ? [...document.getElementsByName(name)] : [];
  return same.find((element) => type !== "radio" || element.value === value) ?? same[0];
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
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const tabs = [...tab.closest("[role=tablist]").querySelectorAll("[role=tab]")];
  tabs.at((tabs.indexOf(tab) + step) % tabs.length).focus();
  event.preventDefault();
});

function focusTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target || target.closest("[role=tablist]")) return;
  const stop = target.matches("input, select, textarea, button, a")
    ? target
    : target.querySelector("input:checked, input:enabled:not([type=hidden]), select, textarea, button:not(.info)");
  stop?.focus();
}

addEventListener("hashchange", focusTarget);
focusTarget();
