// Forms: the summary of errors takes the focus, swapped rows keep it, leaving a page with typed text asks first, and an
// answer that failed is told with its number.
(() => {
  const focusSummary = (root) => root.querySelector("[data-focus]")?.focus();
  focusSummary(document);

  const typed = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) typed.add(form);
  });
  document.addEventListener("submit", (event) => typed.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    for (const form of typed) {
      if (form.isConnected) {
        event.preventDefault();
        return;
      }
    }
  });

  document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.detail.elt));
  document.addEventListener("htmx:afterSettle", () => {
    if (document.activeElement === document.body) document.getElementById("rows")?.focus({ preventScroll: true });
  });

  const trouble = document.getElementById("trouble");
  const tell = (event) => {
    if (!trouble) return;
    const number = event.detail.xhr?.getResponseHeader("X-Request-ID") || "";
    trouble.querySelector("code").textContent = number;
    trouble.querySelector("[data-number]").hidden = !number;
    trouble.hidden = false;
    trouble.scrollIntoView({ block: "nearest" });
  };
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(name, tell);
  document.addEventListener("htmx:beforeRequest", () => {
    if (trouble) trouble.hidden = true;
  });
})();
