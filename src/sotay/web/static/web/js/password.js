// Boxes for passwords: a button that shows what was typed, and rules that are ticked off while typing.
(() => {
  for (const box of document.querySelectorAll("input[data-password]")) {
    const template = document.getElementById("password-show");
    if (!template) break;
    const frame = document.createElement("div");
    frame.className = "password-box";
    box.replaceWith(frame);
    const button = template.content.firstElementChild.cloneNode(true);
    button.setAttribute("aria-controls", box.id);
    frame.append(box, button);
    button.addEventListener("click", () => {
      const shown = box.type === "text";
      box.type = shown ? "password" : "text";
      button.setAttribute("aria-pressed", String(!shown));
      button.textContent = shown ? button.dataset.show : button.dataset.hide;
    });
  }

  const tests = {
    length: (text) => [...text].length >= 8,
    lower: (text) => /\p{Ll}/u.test(text),
    upper: (text) => /\p{Lu}/u.test(text),
    digit: (text) => /\p{Nd}/u.test(text),
    sign: (text) => /[^\p{L}\p{N}]/u.test(text),
  };
  const rules = document.querySelectorAll("[data-rule]");
  const fresh = document.querySelector("input[autocomplete=new-password]");
  fresh?.addEventListener("input", () => {
    for (const rule of rules) rule.classList.toggle("met", tests[rule.dataset.rule]?.(fresh.value) ?? false);
  });
})();
