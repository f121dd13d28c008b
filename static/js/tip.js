// Info texts also open under the pointer. By click, touch and keyboard they open without this file: the button's
// `popovertarget` does it. A text opened by pointing stays while the pointer is on it, and a click pins it.

const WAIT = 250; // milliseconds, so that crossing the page opens nothing
let pointed = null;
let timer = 0;

function tipOf(element) {
  const info = element?.closest?.(".info");
  return info ? document.getElementById(info.getAttribute("popovertarget")) : element?.closest?.(".tip:popover-open");
}

function show(tip, info) {
  if (!tip.isConnected || tip.matches(":popover-open")) return;
  tip.showPopover({ source: info });
  pointed = tip;
}

function hide(tip) {
  if (pointed === tip && tip.matches(":popover-open")) tip.hidePopover();
}

document.addEventListener("mouseover", (event) => {
  const tip = tipOf(event.target);
  if (!tip) return;
  clearTimeout(timer);
  const info = event.target.closest(".info");
  if (info) timer = setTimeout(show, WAIT, tip, info);
});

document.addEventListener("mouseout", (event) => {
  const tip = tipOf(event.target);
  if (!tip || tipOf(event.relatedTarget) === tip) return;
  clearTimeout(timer);
  timer = setTimeout(hide, WAIT, tip);
});

document.addEventListener("click", (event) => {
  const tip = event.target.closest?.(".info") && tipOf(event.target);
  if (!tip) return;
  clearTimeout(timer);
  if (pointed === tip && tip.matches(":popover-open")) event.preventDefault();
  pointed = null;
}, true);
