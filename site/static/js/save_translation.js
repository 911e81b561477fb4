/* The translator's main button: saves what is still open in a box before the page is loaded anew, which it is not
   where something was refused: what was typed stays, with the reason beside it. */
(() => {
  const form = document.querySelector("[data-save-translation]");
  const editor = document.querySelector(".js-translation-editor");
  const longest = 10000;

  const settled = () => !editor.querySelector("textarea, .icon-spinner");

  form.addEventListener("submit", (event) => {
    if (settled()) return;
    event.preventDefault();
    const boxes = [...editor.querySelectorAll("textarea")];
    const saved = boxes.map((box) => box.closest("li"));
    // The boxes save themselves when Enter is pressed in them.
    for (const box of boxes) {
      box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    }
    const began = Date.now();
    const wait = setInterval(() => {
      if (settled() || Date.now() - began > longest) {
        clearInterval(wait);
        const refused = saved.find((segment) => segment.classList.contains("errored"));
        if (refused) {
          refused.tabIndex = -1;
          refused.focus();
        } else if (settled()) form.requestSubmit(form.querySelector("button"));
      }
    }, 100);
  });
})();
