// Dates are typed as dd/mm/yyyy; this adds a button that opens the calendar of the browser.
(() => {
  const shown = (iso) => iso.split("-").reverse().join("/");
  const iso = (text) => {
    const found = /^\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\s*$/.exec(text);
    return found ? `${found[3]}-${found[2].padStart(2, "0")}-${found[1].padStart(2, "0")}` : "";
  };

  const dress = (root) => {
    for (const input of root.querySelectorAll("input[data-day]")) {
      const line = input.closest(".day-line");
      const button = line?.querySelector("button[data-day-pick]");
      if (!button || !button.hidden || !("showPicker" in HTMLInputElement.prototype)) continue;
      const native = document.createElement("input");
      native.type = "date";
      native.className = "day-native";
      native.tabIndex = -1;
      native.setAttribute("aria-hidden", "true");
      line.append(native);
      button.hidden = false;
      button.addEventListener("click", () => {
        native.value = iso(input.value);
        native.showPicker();
      });
      native.addEventListener("change", () => {
        if (!native.value) return;
        input.value = shown(native.value);
        input.dispatchEvent(new Event("input", { bubbles: true }));
        input.dispatchEvent(new Event("change", { bubbles: true }));
        input.focus();
      });
    }
  };

  dress(document);
  document.addEventListener("htmx:afterSwap", (event) => dress(event.detail.elt));
})();
