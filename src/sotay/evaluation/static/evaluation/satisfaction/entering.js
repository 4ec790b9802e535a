// One sheet after the other by keyboard: a figure sets the answer and goes on to the next question, Enter saves. What is
// typed stays in this tab until the server has kept it, so that a broken connection loses nothing.
(() => {
  const form = document.querySelector("form[data-sheet]");
  if (!form) return;
  const steps = [...form.querySelectorAll("[data-step]")];
  const values = (box) => [...(box.parentElement.querySelectorAll("[data-value]") || [])];

  const go = (from, by) => {
    const next = steps[steps.indexOf(from) + by];
    if (!next) return by > 0 && form.querySelector("#id_invalid_reason").focus();
    next.focus();
    next.select?.();
  };

  const show = (box) => {
    const several = box.dataset.mark === "multiple";
    const typed = several ? box.value.split(/[\s;,.+/]*/) : [box.value.trim()];
    const known = values(box);
    for (const one of known) one.classList.toggle("is-chosen", typed.includes(one.dataset.value));
    const wrong = known.length > 0 && box.value.trim() !== "" && !several && !known.some((one) => one.dataset.value === typed[0]);
    if (wrong) box.setAttribute("aria-invalid", "true");
    else box.removeAttribute("aria-invalid");
    return !wrong;
  };

  const boxes = steps.filter((one) => one.dataset.mark);
  for (const box of boxes) {
    show(box);
    box.addEventListener("input", () => {
      if (box.value.includes("*")) {
        box.value = box.value.replaceAll("*", "");
        form.querySelector("#id_invalid_reason").focus();
        return;
      }
      const right = show(box);
      const one = values(box).length > 0 && values(box).length < 10 && box.dataset.mark !== "multiple";
      if (one && box.value.trim()) right ? go(box, 1) : box.select();
    });
  }
  let sent = false; // a quick hand types on while the next sheet is on its way: that belongs to no sheet
  form.addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.key === "Escape") sent = false;
    if (sent) return event.preventDefault();
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" && at.id === "id_code") {
      event.preventDefault();
      go(at, 1);
    } else if (event.key === "Enter" && at.matches("textarea") && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    } else if (at.dataset.mark && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      go(at, event.key === "ArrowDown" ? 1 : -1);
    }
  });

  const place = `sotay-sheet-${form.dataset.sheet}`;
  const left = new Set(["csrfmiddlewaretoken", "once"]);
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(place) || "null");
  } catch {
    kept = null;
  }
  const fresh = form.querySelector(".error-summary") === null;
  if (kept && fresh && kept.nonce !== form.dataset.saved) {
    for (const [name, value] of Object.entries(kept)) {
      const box = form.elements.namedItem(name);
      if (!box) continue;
      if (box.type === "checkbox") box.checked = value === "on";
      else box.value = value;
    }
    for (const box of boxes) show(box);
    form.querySelector("[data-restored]").hidden = false;
  } else if (fresh) {
    sessionStorage.removeItem(place);
  }
  const keep = () => {
    const said = Object.fromEntries([...new FormData(form)].filter(([name]) => !left.has(name)));
    sessionStorage.setItem(place, JSON.stringify(said));
  };
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => {
    if (sent) return event.preventDefault();
    sent = true;
    keep();
  });
  window.addEventListener("pageshow", () => {
    sent = false;
  });
})();
