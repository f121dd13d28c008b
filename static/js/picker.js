// Ticking a row of a picker puts it into the column "Selected", unticking takes it out; both are plain checkboxes named
// `selected`, so the server sees the same with or without this file.

const all = (root, selector) => [...root.querySelectorAll(selector)];
const rowsOf = (picker) => all(picker, ".pick input");
const chosenOf = (picker) => all(picker, "[data-chosen] li");

function bin(picker, name) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "icon-button" });
  button.dataset.drop = "";
  const svg = picker.querySelector("svg.icon").cloneNode(true);
  const use = svg.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, "#bin"));
  const text = Object.assign(document.createElement("span"), { className: "unseen", textContent: `Remove ${name}` });
  button.append(svg, text);
  return button;
}

// An entry of the right column as the server draws it, plus the row's picture.
function chosenItem(row) {
  const item = document.createElement("li");
  const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "selected", checked: true });
  box.value = row.value;
  const name = document.createElement("span");
  name.textContent = row.labels[0].textContent;
  item.append(box, row.parentElement.querySelector(".avatar").cloneNode(true), name);
  return item;
}

// With script the box that carries the id hides behind a bin.
function dress(picker) {
  for (const item of chosenOf(picker)) {
    if (item.querySelector("[data-drop]")) continue;
    item.querySelector("input").hidden = true;
    item.append(bin(picker, item.querySelector("label, input ~ span:not(.avatar)").firstChild.textContent));
  }
}

function count(picker) {
  dress(picker);
  const chosen = chosenOf(picker);
  picker.querySelector("[data-count]").textContent = chosen.length;
  picker.querySelector("[data-none]").hidden = chosen.length > 0;
  picker.querySelector("[data-reset]").hidden = chosen.length === 0;
  const button = picker.closest("form")?.querySelector("[data-needs-selection]");
  if (button) button.disabled = chosen.length === 0;
}

function pick(picker, row) {
  if (row.type === "radio") chosenOf(picker).forEach((item) => item.remove());
  const present = chosenOf(picker).find((item) => item.querySelector("input").value === row.value);
  if (row.checked && !present) picker.querySelector("[data-chosen]").append(chosenItem(row));
  if (!row.checked) present?.remove();
}

function drop(picker, item) {
  const value = item.querySelector("input").value;
  rowsOf(picker).filter((row) => row.value === value).forEach((row) => { row.checked = false; });
  const next = item.nextElementSibling ?? item.previousElementSibling;
  item.remove();
  (next?.querySelector("button") ?? picker.querySelector("[type=search]")).focus();
}

document.addEventListener("change", (event) => {
  const picker = event.target.closest("[data-picker]");
  if (event.target.name !== "selected" || !picker) return;
  pick(picker, event.target);
  count(picker);
});

document.addEventListener("click", (event) => {
  const picker = event.target.closest("[data-picker]");
  const item = event.target.closest("[data-drop]")?.closest("li");
  if (picker && item) {
    drop(picker, item);
    count(picker);
  } else if (picker && event.target.closest("[data-reset]")) reset(picker);
});

function reset(picker) {
  rowsOf(picker).forEach((row) => { row.checked = false; });
  chosenOf(picker).forEach((item) => item.remove());
  count(picker);
  picker.querySelector("[type=search]").focus();
}

// After every search: rows chosen before are ticked; ticked rows that the server knows nothing of yet join the column.
function settle(root) {
  for (const picker of all(root, "[data-picker]")) {
    const chosen = new Set(chosenOf(picker).map((item) => item.querySelector("input").value));
    for (const row of rowsOf(picker)) {
      if (chosen.has(row.value)) row.checked = true;
      else if (row.checked) pick(picker, row);
    }
    count(picker);
  }
}

// Show more takes its own button away: the focus goes to the first of the new rows.
let shown = null;

document.addEventListener("htmx:beforeRequest", (event) => {
  const picker = event.detail.elt.closest?.("[data-picker]");
  shown = picker && event.detail.elt.closest("[data-more]") ? rowsOf(picker).length : null;
});

function goOn(picker) {
  if (shown === null) return;
  const stops = [...rowsOf(picker).slice(shown), picker.querySelector("[data-more]"), picker.querySelector("[type=search]")];
  stops.find((stop) => stop && !stop.disabled).focus();
  shown = null;
}

document.addEventListener("htmx:afterSettle", () => {
  settle(document);
  all(document, "[data-picker]").forEach(goOn);
});
settle(document);
