// Keeps what is typed on this device until it arrived, sends it when the connection is back; a kiosk shows one question
// at a time and starts again when nobody answers. Without this file everything works too.
(() => {
  "use strict";
  const FOR = 7 * 24 * 3600 * 1000, AGAIN = 15000, IDLE = 45000, WARNING = 15000;
  const DRAFT = "sotay-survey:" + location.pathname, WAITING = "sotay-survey-waiting";
  const PRIVATE = new Set(["form", "survey", "lang", "website", "name", "phone", "email"]);
  const kept = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const keep = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full, or not allowed */ } };
  const drop = (key) => { try { localStorage.removeItem(key); } catch { /* not allowed */ } };
  const form = document.querySelector("main form");
  const waiting = document.getElementById("waiting");
  const show = (element, shown) => { if (element) element.hidden = !shown; };
  const isKiosk = Boolean(form && form.dataset.kiosk);

  // Sends one form; true when it arrived, false when it did not, "told" when the server has something to say to it.
  const send = async (item) => {
    try {
      const answer = await fetch(item.to, { method: "POST", body: new URLSearchParams(item.body), redirect: "follow", credentials: "omit" });
      if (answer.redirected && answer.ok) return { arrived: true, at: answer.url };
      return { arrived: false, told: answer.status < 500 && answer.status !== 429 };
    } catch {
      return { arrived: false, told: false };
    }
  };

  // What an earlier page could not send.
  const sendWaiting = async () => {
    const items = kept(WAITING) || [];
    for (const item of items) {
      const came = Date.now() - item.since > FOR ? { told: true } : await send(item);
      if (came.arrived || came.told) keep(WAITING, (kept(WAITING) || []).filter((one) => one.body !== item.body));
    }
    if (!(kept(WAITING) || []).length) drop(WAITING);
  };

  if (document.body.classList.contains("done")) drop(DRAFT);
  const again = document.querySelector("a[data-again]");
  if (again) setTimeout(() => location.replace(again.href), Number(again.dataset.again) * 1000);
  if (!form) { sendWaiting(); return; }

  const read = () => {
    const values = {};
    for (const [name, value] of new FormData(form)) {
      if (PRIVATE.has(name) || !value) continue;
      values[name] = [...(values[name] || []), value];
    }
    return values;
  };
  const fill = (values) => {
    for (const field of form.elements) {
      if (!field.name || PRIVATE.has(field.name) || !(field.name in values)) continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = values[field.name].includes(field.value);
      else field.value = values[field.name][0];
    }
  };
  if (!isKiosk) {
    const draft = kept(DRAFT);
    const isOurs = draft && draft.survey === form.dataset.keeps && Date.now() - draft.since < FOR;
    if (isOurs && "fresh" in form.dataset) fill(draft.values);
    form.addEventListener("input", () => keep(DRAFT, { survey: form.dataset.keeps, since: Date.now(), values: read() }));
  }

  let sending = false;
  const attempt = async (item) => {
    const came = await send(item);
    if (came.arrived || came.told) {
      keep(WAITING, (kept(WAITING) || []).filter((one) => one.body !== item.body));
      if (came.arrived) { drop(DRAFT); location.replace(came.at); } else form.submit();
      return;
    }
    show(waiting, true);
    const items = kept(WAITING) || [];
    if (!items.some((one) => one.body === item.body)) keep(WAITING, [...items, item]);
    const retry = () => { clearTimeout(timer); removeEventListener("online", retry); attempt(item); };
    const timer = setTimeout(retry, AGAIN);
    addEventListener("online", retry);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    form.querySelector("button[type=submit]").disabled = true;
    attempt({ to: form.action, since: Date.now(), body: new URLSearchParams(new FormData(form)).toString() });
  });
  if (!isKiosk) { sendWaiting(); return; }

  document.body.classList.add("by-script");
  const screens = [...form.querySelectorAll(".screen")];
  const go = (id) => {
    const screen = screens.find((one) => one.id === id) || screens[0];
    screens.forEach((one) => one.classList.toggle("is-shown", one === screen));
    scrollTo(0, 0);
    const first = screen.querySelector("input:checked, input, textarea, a.key");
    if (first && screen !== screens[0]) first.focus({ preventScroll: true });
  };
  const next = (screen) => { const place = screens.indexOf(screen); if (place + 1 < screens.length) go(screens[place + 1].id); };
  form.addEventListener("click", (event) => {
    const key = event.target.closest("a.key");
    if (key) { event.preventDefault(); go(key.hash.slice(1)); return; }
    const link = event.target.closest(".notice a");
    const wrong = link && document.getElementById(link.hash.slice(1));
    if (wrong) { event.preventDefault(); go(wrong.closest(".screen").id); return; }
    // A touch chooses and leads on; the arrow keys, which choose too, do not (a click they make has no place).
    if (event.target.type === "radio" && (event.clientX || event.clientY)) setTimeout(next, 350, event.target.closest(".screen"));
  });
  go("start");

  const idle = document.getElementById("idle");
  let warn = 0, reset = 0;
  const wake = () => {
    clearTimeout(warn);
    clearTimeout(reset);
    show(idle, false);
    warn = setTimeout(() => {
      if (sending || !Object.keys(read()).length && screens[0].classList.contains("is-shown")) return wake();
      show(idle, true);
      reset = setTimeout(() => location.replace(form.dataset.kiosk), WARNING);
    }, IDLE);
  };
  for (const kind of ["pointerdown", "keydown", "input"]) addEventListener(kind, wake);
  wake();
})();
