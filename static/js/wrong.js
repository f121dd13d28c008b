// Errors beside controls that a person edited and left, as the last save told them. The focus stays.

const form = () => document.querySelector("#tab-form[data-autosave]");
const messages = () => JSON.parse(document.getElementById("wrong-controls")?.dataset.messages ?? "{}");
const edited = new Set();
const left = new Set(); // names of controls

const set = (target, name, value) => (value ? target.setAttribute(name, value) : target.removeAttribute(name));

function described(control, id, on) {
  const target = (control.type === "radio" && control.closest("fieldset")) || control;
  const others = (target.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
  set(target, "aria-describedby", [...others, ...(on ? [id] : [])].join(" "));
  set(target, "aria-invalid", on && "true");
}

// As templates/fluent/below.html draws it, under the control and its hint.
function line(text) {
  const found = document.getElementById("error-line").content.cloneNode(true);
  found.querySelector("span").textContent = text;
  return found;
}

function place(control, id) {
  const box = Object.assign(document.createElement("div"), { id, role: "status" });
  const holder = control.closest(".control, .check-line");
  (document.getElementById(id.replace(/_error$/, "_hint")) ?? holder).after(box);
  return box;
}

function tell(control, told) {
  const id = `id_${control.name}_error`;
  const there = document.getElementById(id);
  if (told.join() === [...(there?.children ?? [])].map((one) => one.textContent.trim()).join()) return;
  described(control, id, told.length > 0);
  if (told.length) (there ?? place(control, id)).replaceChildren(...told.map(line));
  else there.remove();
}

function show() {
  const wrong = messages();
  for (const name of left) {
    const control = form()?.elements.namedItem(name);
    const first = control instanceof RadioNodeList ? control[0] : control;
    if (first?.closest(".control, .check-line")) tell(first, wrong[name] ?? []);
  }
}

// Left only once it is saved: until then nobody knows what is wrong with it.
let gone = [];

document.addEventListener("input", (event) => {
  if (!form() || event.target.form !== form()) return;
  edited.add(event.target.name);
  left.delete(event.target.name);
});

document.addEventListener("focusout", (event) => {
  if (form() && event.target.form === form() && edited.has(event.target.name)) gone.push(event.target.name);
});

document.addEventListener("htmx:afterSettle", () => {
  if (!form()) return;
  gone.filter((name) => document.activeElement?.name !== name).forEach((name) => left.add(name));
  gone = [];
  show();
});
