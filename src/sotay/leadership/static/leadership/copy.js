// Copying: a button with data-copies copies the words of that field; without this file the words are selected by hand.
(() => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copies]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value);
      button.querySelector("span").textContent = button.dataset.copied;
    });
  }
})();
