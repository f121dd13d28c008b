// Saves a draft while it is typed, and redraws the tab when a choice changes what the tab shows.
// Without script the same form posts by its buttons.

const PAUSE = 1200; // milliseconds after the last key
let waiting;

const form = () => document.querySelector("#tab-form[data-autosave]");

function send(values, swap) {
  const found = form();
  if (!found || !window.htmx) return;
  clearTimeout(waiting);
  const target = swap === "none" ? found : "#main";
  // Refused when a later request takes its place: that one carries everything.
  window.htmx.ajax("POST", found.action, { source: found, target, swap, values })?.catch?.(() => {});
}

const save = () => send({ autosave: "1" }, "none");
const redraw = () => send({ do: "redraw" }, "outerHTML show:none");

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(save, PAUSE);
}

if (!window.draftListens) {
  window.draftListens = true; // module is fetched once, but a swapped page may name it again
  document.addEventListener("input", (event) => {
    if (event.target.form === form() && form()) later();
  });
  document.addEventListener("change", (event) => {
    if (!form() || event.target.form !== form()) return;
    if (event.target.closest("[data-redraw]")) redraw();
    else save();
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt === form()) clearTimeout(waiting); // what is sent now has it all
  });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  document.cookie = `time_zone=${zone};path=/;max-age=31536000;samesite=lax`;
}
