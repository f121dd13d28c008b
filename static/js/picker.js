// Ticking a row of a picker puts it into the column "Selected", unticking takes it out; both are plain checkboxes named
// `selected`, so the server sees the same with or without this file.

const all = (root, selector) => [...root.querySelectorAll(selector)];
const rowsOf = (picker) => all(picker, ".pick input");
const chosenOf = (picker) => all(picker, ".chosen li");

function chosenItem(row) {
  const item = document.createElement("li");
  const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "selected", checked: true });
  box.value = row.value;
  box.id = `chosen-${row.value}`;
  const label = document.createElement("label");
  label.htmlFor = box.id;
  label.textContent = row.labels[0].textContent;
  item.append(box, label);
  return item;
}

function count(picker) {
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
  if (row.checked && !present) picker.querySelector(".chosen ul").append(chosenItem(row));
  if (!row.checked) present?.remove();
}

function drop(picker, box) {
  const list = box.closest("ul");
  rowsOf(picker).filter((row) => row.value === box.value).forEach((row) => { row.checked = false; });
  box.closest("li").remove();
  (list.querySelector("input") ?? picker.querySelector("[type=search]"))?.focus();
}

document.addEventListener("change", (event) => {
  const picker = event.target.closest("[data-picker]");
  if (event.target.name !== "selected" || !picker) return;
  if (event.target.closest(".chosen")) drop(picker, event.target);
  else pick(picker, event.target);
  count(picker);
});

document.addEventListener("click", (event) => {
  const picker = event.target.closest("[data-reset]")?.closest("[data-picker]");
  if (!picker) return;
  rowsOf(picker).forEach((row) => { row.checked = false; });
  chosenOf(picker).forEach((item) => item.remove());
  count(picker);
  picker.querySelector("[type=search]").focus();
});

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

document.addEventListener("htmx:afterSettle", () => settle(document));
settle(document);
