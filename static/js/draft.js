// Saves a draft while it is typed, and redraws the tab when a choice changes what the tab shows.
// Without script the same form posts by its buttons.

const PAUSE = 1200; // milliseconds after the last key
let waiting;
let turn = 0; // of this window's saves: the server drops one that arrives after a later one

const form = () => document.querySelector("#tab-form[data-autosave]");

function send(values, swap) {
  const found = form();
  if (!found || !window.htmx) return;
  clearTimeout(waiting);
  const target = swap === "none" ? found : "#main";
  // Refused when a later request takes its place: that one carries everything.
  window.htmx.ajax("POST", found.action, { source: found, target, swap, values })?.catch?.(() => {});
}

let owed = false; // a redraw was asked for and has not come yet: a save in its place would leave the page behind

function redraw() {
  send({ do: "redraw" }, "outerHTML show:none");
  owed = true; // after sending: giving up an earlier redraw clears it
}

const save = () => owed || send({ autosave: "1" }, "none"); // what changes meanwhile is put back, then saved

// What was typed while a redraw was under way is not in its answer: it is put back into the new page and sent again.
const typedMeanwhile = new Set(); // names of controls
let late = [];

const redraws = (event) => event.detail.requestConfig?.elt === form() && event.detail.requestConfig.parameters?.do === "redraw";

function keepLate() {
  const values = new FormData(form());
  late = [...typedMeanwhile].map((name) => [name, values.getAll(name)]);
}

function putBack([name, values]) {
  for (const control of form().elements) {
    if (control.name !== name || control.type === "hidden") continue;
    if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
    else control.value = values[0] ?? "";
  }
}

// What a person unfolded stays open over a redraw; what the server unfolds as well opens by itself.
let unfolded = [];

function noteUnfolded() {
  unfolded = [...document.querySelectorAll("#tab-form details[id][open]")].map((one) => one.id);
}

function unfoldAgain() {
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  unfolded = [];
}

// A date is typed part by part, each of them a change: what depends on it is drawn once the person leaves it.
let changedDate = null;

function changed(control) {
  if (control.type === "date") changedDate = control;
  if (control.closest("[data-redraw]") && control.type !== "date") redraw();
  else save();
}

function leftDate(control) {
  if (control !== changedDate) return;
  changedDate = null;
  if (control.isConnected && control.closest("[data-redraw]")) redraw();
}

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(save, PAUSE);
}

if (!window.draftListens) {
  window.draftListens = true; // module is fetched once, but a swapped page may name it again
  document.addEventListener("input", (event) => {
    if (event.target.form !== form() || !form()) return;
    typedMeanwhile.add(event.target.name);
    later();
  });
  document.addEventListener("change", (event) => {
    if (!form() || event.target.form !== form()) return;
    changed(event.target);
  });
  document.addEventListener("focusout", (event) => leftDate(event.target));
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt === form()) event.detail.parameters.turn = String(++turn);
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt !== form()) return;
    clearTimeout(waiting); // what is sent now has it all
    typedMeanwhile.clear();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt !== form() || event.detail.successful || !owed) return;
    owed = false;
    later();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (redraws(event)) keepLate();
    if (event.detail.target?.id !== "main") return;
    owed = false;
    noteUnfolded();
  });
  document.addEventListener("htmx:afterSettle", () => {
    unfoldAgain();
    if (!late.length || !form()) return;
    late.forEach(putBack);
    late = [];
    later();
  });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const secure = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `time_zone=${zone};path=/;max-age=31536000;samesite=lax${secure}`;
}
