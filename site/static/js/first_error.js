/* After a form was refused: the first error is brought into view, whichever tab or closed panel it is in. */
(() => {
  const longest = 5000;
  const began = Date.now();

  const reveal = (error) => {
    const tab = error.closest("[role=tabpanel]");
    if (tab) document.querySelector(`[role=tab][href="#${tab.id}"]:not([aria-selected=true])`)?.click();
    for (let panel = error.closest("[data-panel]"); panel; panel = panel.parentElement.closest("[data-panel]")) {
      panel.querySelector("[data-panel-toggle][aria-expanded=false]")?.click();
    }
    const field = error.closest("[data-field], .w-field")?.querySelector(
      "input:not([type=hidden]), select, textarea, [contenteditable=true], button"
    );
    if (!field) error.tabIndex = -1;
    // The tab appears with a transition, and the browser scrolls to its address.
    setTimeout(() => {
      (field || error).focus({ preventScroll: true });
      error.scrollIntoView({ block: "center" });
    }, 300);
  };

  // Errors of body blocks are drawn by scripts, a moment later.
  const look = () => {
    const form = document.querySelector("[data-edit-form]");
    const error = [...(form?.querySelectorAll(".error-message") ?? [])].find((one) => one.textContent.trim());
    if (error) requestAnimationFrame(() => reveal(error));
    else if (Date.now() - began < longest) setTimeout(look, 200);
  };

  window.addEventListener("load", () => {
    if (document.querySelector(".messages .error")) look();
  });
})();
