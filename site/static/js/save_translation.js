/* The translator's main button: saves what is still open in a box before the page is loaded anew. */
(() => {
  const form = document.querySelector("[data-save-translation]");
  const editor = document.querySelector(".js-translation-editor");
  const longest = 10000;

  const settled = () => !editor.querySelector("textarea, .icon-spinner");

  form.addEventListener("submit", (event) => {
    if (settled()) return;
    event.preventDefault();
    // The boxes save themselves when Enter is pressed in them.
    for (const box of editor.querySelectorAll("textarea")) {
      box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    }
    const began = Date.now();
    const wait = setInterval(() => {
      if (settled() || Date.now() - began > longest) {
        clearInterval(wait);
        if (settled()) form.requestSubmit(form.querySelector("button"));
      }
    }, 100);
  });
})();
