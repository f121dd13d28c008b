// <select data-search="Search by catalog">: its list opens with a search box on top. The select itself stays on the
// page, keeps name, value and label, and is all there is on touch screens and where a browser can't place the list.

const usable = matchMedia("(pointer: fine)").matches && CSS.supports("position-area: block-end");
const OPENERS = new Set(["Enter", " ", "ArrowDown", "ArrowUp", "F4"]);
let open = null; // {select, box, input, list}

const element = (tag, values) => Object.assign(document.createElement(tag), values);

function optionItem(option, number) {
  const item = element("li", { role: "option", id: `choice-${number}`, textContent: option.label });
  item.ariaSelected = String(option.selected);
  item.ariaDisabled = String(option.disabled);
  item.dataset.index = option.index;
  return item;
}

function fill() {
  const wanted = open.input.value.trim().toLowerCase();
  const fitting = [...open.select.options].filter((option) => option.label.toLowerCase().includes(wanted));
  open.list.replaceChildren(...fitting.map(optionItem));
  open.none.textContent = fitting.length ? "" : "Nothing found";
  point(open.list.querySelector("[aria-selected=true]") ?? open.list.firstElementChild);
}

function point(item) {
  open.list.querySelector(".pointed")?.classList.remove("pointed");
  item?.classList.add("pointed");
  item?.scrollIntoView({ block: "nearest" });
  if (item) open.input.setAttribute("aria-activedescendant", item.id);
  else open.input.removeAttribute("aria-activedescendant");
}

function step(forward) {
  const items = [...open.list.children];
  const at = items.findIndex((item) => item.classList.contains("pointed"));
  point(items.at((at + (forward ? 1 : -1)) % items.length));
}

function take(item) {
  if (!item || item.ariaDisabled === "true") return;
  const { select } = open;
  const changed = select.selectedIndex !== Number(item.dataset.index);
  select.selectedIndex = Number(item.dataset.index);
  open.box.hidePopover();
  if (!changed) return;
  select.dispatchEvent(new Event("input", { bubbles: true }));
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

function keys(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown");
  else if (event.key === "Enter") take(open.list.querySelector(".pointed"));
  else if (event.key === "Tab") open.box.hidePopover();
  else return;
  if (event.key !== "Tab") event.preventDefault();
}

function shut() {
  const { select, box } = open;
  const inside = box.contains(document.activeElement) || document.activeElement === document.body;
  box.remove();
  open = null;
  if (inside) select.focus();
}

function show(select) {
  const box = element("div", { className: "choose", popover: "auto" });
  const input = element("input", { type: "search", placeholder: select.dataset.search, autocomplete: "off" });
  input.role = "combobox";
  const list = element("ul", { role: "listbox", id: "choices" });
  const none = element("p", { className: "quiet", role: "status" });
  input.setAttribute("aria-label", select.dataset.search);
  input.setAttribute("aria-controls", "choices");
  input.setAttribute("aria-expanded", "true");
  input.setAttribute("aria-autocomplete", "list");
  list.setAttribute("aria-label", select.labels[0]?.textContent ?? "Options");
  open = { select, box, input, list, none };
  box.append(input, list, none);
  select.after(box);
  input.addEventListener("input", (event) => { event.stopPropagation(); fill(); });
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("keydown", keys);
  list.addEventListener("click", (event) => take(event.target.closest("li")));
  box.addEventListener("toggle", (event) => event.newState === "closed" && shut());
  box.showPopover({ source: select });
  fill();
  input.focus();
}

function wanted(event) {
  const select = event.target.closest?.("select[data-search]");
  return usable && select && !select.disabled ? select : null;
}

// Pressing is kept from the browser's own list; ours opens on release, which would otherwise shut it again.
let pressed = null;

document.addEventListener("mousedown", (event) => {
  const select = wanted(event);
  if (!select || event.button) return;
  pressed = open?.select === select ? null : select;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const select = wanted(event);
  if (select && select === pressed) show(select);
  pressed = null;
});

document.addEventListener("keydown", (event) => {
  const select = wanted(event);
  if (!select || !OPENERS.has(event.key)) return;
  event.preventDefault();
  show(select);
});
