// The idle lock: warns two minutes before (a quarter of the time where that is less), then asks for the password over the page, which stays as it was typed.
// Without this file the server asks for the password on a page of its own and sends the form on.
(() => {
  const lock = document.getElementById("idle-lock");
  const warning = document.getElementById("idle-warning");
  document.querySelector("form[data-resume]")?.requestSubmit();
  if (!lock || !warning || typeof lock.showModal !== "function") return;

  const form = lock.querySelector("[data-unlock-form]");
  const password = form.elements.password;
  const said = document.getElementById("idle-error");
  const gone = lock.querySelector("[data-idle-gone]");
  let warnBefore = 0; // known with the first answer
  const pingEvery = 60;
  let endsAt = Number.MAX_SAFE_INTEGER; // by this browser's clock, in seconds; a page just read is open until it is told when it locks
  let lastPing = 0;
  let usedSince = false;
  let timer = 0;

  const seconds = () => Date.now() / 1000;
  const token = () => form.elements.csrfmiddlewaretoken.value;
  const json = (address, body) =>
    fetch(address, {
      method: body ? "POST" : "GET",
      body,
      credentials: "same-origin",
      redirect: "manual",
      headers: { Accept: "application/json", "X-CSRFToken": token() },
    });

  const plan = (left) => {
    endsAt = seconds() + left;
    clearTimeout(timer);
    const wait = left > warnBefore ? left - warnBefore : Math.min(left, 15);
    timer = setTimeout(look, Math.max(1, wait) * 1000);
  };

  // Another window may have been used meanwhile, so the server is asked before anything is shown.
  const look = async () => {
    if (lock.open) return;
    if (usedSince) {
      await stay();
      return;
    }
    let answer;
    try {
      answer = await (await json(lock.dataset.status)).json();
    } catch {
      plan(30); // no connection: the server locks by its own clock
      return;
    }
    warnBefore ||= Math.min(Number(lock.dataset.warn), answer.seconds_left / 4);
    if (!answer.signed_in || answer.seconds_left === 0) {
      show(!answer.signed_in);
    } else {
      if (answer.seconds_left <= warnBefore) {
        if (!warning.open) warning.showModal();
      } else if (warning.open) {
        warning.close();
      }
      plan(answer.seconds_left);
    }
  };

  const show = (isGone) => {
    clearTimeout(timer);
    if (warning.open) warning.close();
    gone.hidden = !isGone;
    said.hidden = true;
    if (!lock.open) lock.showModal();
    if (!isGone) password.focus();
  };

  const stay = async () => {
    usedSince = false;
    lastPing = seconds();
    try {
      const response = await json(lock.dataset.stay, new URLSearchParams());
      if (!response.ok) {
        show(response.status === 401);
        return;
      }
      if (warning.open) warning.close();
      plan((await response.json()).seconds_left);
    } catch {
      plan(30);
    }
  };

  const used = () => {
    if (lock.open || warning.open) return;
    usedSince = true;
    if (seconds() - lastPing >= pingEvery) stay();
  };
  for (const kind of ["input", "keydown", "pointerdown"]) document.addEventListener(kind, used, { passive: true });

  // A computer that slept wakes with old timers: from a page past its time the server is asked first, then it is sent as it was meant.
  document.addEventListener("submit", async (event) => {
    if (event.target === form || lock.contains(event.target) || seconds() < endsAt) return;
    const { target, submitter } = event;
    event.preventDefault();
    event.stopImmediatePropagation();
    await look();
    if (!lock.open && seconds() < endsAt) target.requestSubmit(submitter);
  }, true);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && seconds() >= endsAt - warnBefore) look();
  });
  document.addEventListener("sotay-locked", () => show(false)); // sent by htmx for a part that was asked in vain

  lock.addEventListener("cancel", (event) => event.preventDefault());
  lock.querySelector("[data-idle-close]").addEventListener("click", () => {
    endsAt = Number.MAX_SAFE_INTEGER;
    lock.close();
  });
  warning.querySelector("[data-idle-stay]").addEventListener("click", stay);
  warning.addEventListener("close", () => {
    if (!lock.open && seconds() < endsAt) stay();
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let message = lock.dataset.failed;
    try {
      const response = await json(lock.dataset.unlock, new FormData(form));
      if (response.status === 204) {
        form.reset();
        said.hidden = true;
        lock.close();
        await stay();
        return;
      }
      if (response.status === 401) {
        show(true);
        return;
      }
      message = (await response.json()).error || message;
    } catch {
      // the message stays "could not be sent"
    }
    said.textContent = message;
    said.hidden = false;
    password.select();
  });

  look();
})();
