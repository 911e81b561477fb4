/* After a form was refused: the first error is brought into view, whichever tab or closed panel it is in. */
(() => {
  const longest = 5000;
  const began = Date.now();
  let acted = false; // whoever scrolls, types or clicks is left alone
  for (const type of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    window.addEventListener(type, () => { acted = true; }, { capture: true, once: true, passive: true });
  }

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
    // The tab appears with a transition.
    setTimeout(() => {
      (field || error).focus({ preventScroll: true });
      error.scrollIntoView({ block: "center" });
      keepInView(error, Date.now() + longest);
    }, 300);
  };

  // On a slow machine the browser scrolls to the tab's address, and panels are drawn, only afterwards.
  const keepInView = (error, end) => {
    if (acted || Date.now() > end) return;
    const { top, bottom } = error.getBoundingClientRect();
    if (top < 0 || bottom > window.innerHeight) error.scrollIntoView({ block: "center" });
    setTimeout(() => keepInView(error, end), 200);
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
