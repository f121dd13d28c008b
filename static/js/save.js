// Marks what was edited (purple) and says whether it is saved. Only <form data-autosave>; the saving itself is htmx's,
// or the plain submit. Leaving the page asks only while something typed has not reached the server.

const status = () => document.getElementById("save-status");
const formOf = (element) => element?.closest?.("form[data-autosave]") ?? element?.form?.closest("form[data-autosave]");
const loaded = new Map(); // name -> value as the page first showed it, kept over swaps
let edits = 0;
let sent = 0;
let saved = 0;

function valueOf(form, name) {
  return JSON.stringify(new FormData(form).getAll(name));
}

function named(form) {
  return [...form.elements].filter((element) => element.name && element.type !== "hidden" && element.type !== "submit");
}

// Names of controls whose value a rule refuses, as the server said with the page or the last save.
const refused = () => new Set(Object.keys(JSON.parse(document.getElementById("wrong-controls")?.dataset.messages ?? "{}")));

function mark(form) {
  const wrong = refused();
  for (const element of named(form)) {
    const value = valueOf(form, element.name);
    if (!loaded.has(element.name)) loaded.set(element.name, value);
    const holder = element.closest(".control, .check, .people");
    if (loaded.get(element.name) === value) holder?.removeAttribute("data-dirty");
    else holder?.setAttribute("data-dirty", !element.value.trim() ? "empty" : wrong.has(element.name) ? "wrong" : "filled");
  }
}

function say(text, state = "") {
  if (!status()) return;
  status().textContent = text;
  status().dataset.state = state;
}

function clock() {
  return new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

function reason(xhr) {
  const given = xhr.getResponseHeader("X-Not-Saved");
  if (given) return given;
  if (xhr.getResponseHeader("HX-Redirect")) return "your sign-in has ended.";
  if (!xhr.status) return "no connection to the portal. Keep this page open and try again.";
  if (xhr.status === 401 || xhr.status === 403) return "you are no longer signed in, or may not change this.";
  if (xhr.status === 409) return "somebody else changed this draft meanwhile.";
  return `the portal answered ${xhr.status}. Keep this page open and try again.`;
}

// Asked of the request, since the form itself may have been swapped away when the answer is told.
const saves = ({ detail: { requestConfig: asked } }) => asked?.verb !== "get" && formOf(asked?.elt);

function edited(event) {
  const form = formOf(event.target);
  if (!form || !event.target.name) return;
  edits += 1;
  mark(form);
  if (!status()?.dataset.state) say("Unsaved changes");
}

// Every control fires `input`, also where `change` follows; caught on the way down, so before htmx sends.
document.addEventListener("input", edited, true);

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!saves(event)) return;
  sent = edits;
  say("Saving…", "saving");
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (!saves(event)) return;
  if (event.detail.successful) {
    saved = sent;
    say(saved === edits ? `Saved ${clock()}` : "Unsaved changes");
  } else {
    say(`Not saved: ${reason(event.detail.xhr)}`, "failed");
  }
});

document.addEventListener("htmx:afterSettle", () => document.querySelectorAll("form[data-autosave]").forEach(mark));
document.querySelectorAll("form[data-autosave]").forEach(mark);

let leavingBySubmit = false;
addEventListener("submit", (event) => { leavingBySubmit = !event.defaultPrevented; });
addEventListener("pageshow", () => { leavingBySubmit = false; });
addEventListener("beforeunload", (event) => {
  if (edits !== saved && !leavingBySubmit) event.preventDefault();
});
