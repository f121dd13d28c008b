// <button data-copy="id of the text" hidden>: shown when the browser can copy, says "Copied" beside itself.

function arm(root) {
  if (!navigator.clipboard) return;
  root.querySelectorAll("[data-copy][hidden]").forEach((button) => { button.hidden = false; });
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const note = button.parentElement.querySelector(".copied");
  try {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    note.textContent = "Copied";
  } catch {
    note.textContent = "Not copied: select the text instead.";
  }
  setTimeout(() => { note.textContent = ""; }, 4000);
});

document.addEventListener("htmx:afterSettle", () => arm(document));
arm(document);
