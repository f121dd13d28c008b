// The right-hand pane. Whatever htmx swaps into <dialog id="pane"> opens it; the event `pane-close` (sent by the server
// as HX-Trigger) closes it. The browser traps the focus and closes on Esc; the focus goes back to the opener, found by
// its id, because the page around it may have been drawn anew meanwhile.

const pane = document.getElementById("pane");
let opener = null;
let openerId = "";

function rememberOpener(element) {
  opener = element;
  openerId = element?.id ?? "";
}

function focusOpener() {
  const target = (openerId && document.getElementById(openerId)) || opener;
  if (target?.isConnected) target.focus();
  else document.getElementById("page-title")?.focus();
}

function firstStop() {
  return (
    pane.querySelector("[data-takes-focus], [aria-invalid='true']:not(fieldset), [autofocus]") ??
    pane.querySelector(".pane-body :is(input:not([type=hidden]), select, textarea):enabled") ??
    pane.querySelector("#pane-title")
  );
}

function open() {
  if (!pane.open) pane.showModal();
  firstStop()?.focus();
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target === pane && !pane.open) rememberOpener(event.detail.elt);
});

// A button of the page's own form saves first; the answer to that brings the pane.
document.addEventListener("submit", (event) => {
  if (event.submitter?.name === "open") rememberOpener(event.submitter);
}, true);

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target === pane && pane.innerHTML.trim()) open();
  else if (openerId && !pane.open && document.activeElement === document.body) focusOpener();
});

document.addEventListener("pane-close", () => pane.open && pane.close());

// Emptied only after the answer that closed it has been swapped: `close` comes in a task of its own.
pane.addEventListener("close", () => {
  pane.replaceChildren();
  focusOpener();
});

// A pane that came with the page (the server drew it open) becomes a modal one.
if (pane.innerHTML.trim()) open();
