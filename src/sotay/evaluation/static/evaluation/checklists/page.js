// The page of a visit: keeps every answer and photo on the device as it is noted and says of each where it is.
// Without this file every question has its own button to save.
(() => {
  const device = document.getElementById("device");
  if (!device) return;
  const { owner, state, worker } = device.dataset;
  const words = device.dataset;
  const store = window.sotayStore;
  const parts = Object.fromEntries(["count", "why", "login", "send", "kept", "gone"].map((name) => [name, document.querySelector(`[data-device-${name}]`)]));
  const article = (line) => document.getElementById(`q-${line}`);
  let unsent = 0;
  let last = "";
  let sender;

  const say = (line, is) => {
    const said = article(line)?.querySelector("[data-said]");
    if (!said) return;
    said.hidden = false;
    said.dataset.is = is;
    said.textContent = { here: words.here, sending: words.sending, saved: words.saved, aside: words.aside, refused: words.refused }[is] || is;
  };

  const fieldsOf = (form) => ({
    evidence: form.elements.evidence.value,
    samples: form.elements.samples.value,
    result: [...form.elements.result].find((one) => one.checked)?.value || "",
  });
  const show = (line, fields, version) => {
    const there = article(line);
    const form = there?.querySelector("form[data-answer]");
    if (version) there.dataset.version = version;
    if (!form) return;
    form.elements.evidence.value = fields.evidence;
    form.elements.samples.value = fields.samples;
    if (fields.samples) form.querySelector("details").open = true;
    for (const one of form.elements.result) one.checked = one.value === fields.result;
  };

  const progress = () => {
    const bar = document.querySelector("[data-done] progress");
    if (!bar) return;
    bar.value = document.querySelectorAll('[data-answer] input[name="result"]:checked:not([value=""])').length;
    document.querySelector("[data-done] .num").textContent = `${bar.value}/${bar.max}`;
  };
  const count = async () => {
    progress();
    const entries = await store.all(owner);
    unsent = entries.length;
    parts.count.textContent = unsent ? words.waiting.replace("#", String(unsent)) : words.none;
    parts.send.hidden = !unsent;
    return entries;
  };
  const tell = async (outcome) => {
    last = outcome;
    await count();
    const why = { offline: words.offline, signedOut: words.signedOut, another: words.another, noRight: words.noRight };
    parts.why.textContent = unsent || outcome === "offline" ? why[outcome] || "" : "";
    parts.login.hidden = outcome !== "signedOut" || !unsent;
    device.dataset.tone = { signedOut: "stop", another: "stop", noRight: "stop", sending: "sending" }[outcome] || (unsent ? "here" : "");
  };

  // What was typed last for a line is written once the writing before it has ended: none is lost, none overtakes.
  const writing = new Map();
  const keep = async (there) => {
    const form = there.querySelector("form[data-answer]");
    const { line } = there.dataset;
    if (writing.has(line)) {
      writing.set(line, true);
      return;
    }
    do {
      writing.set(line, false);
      try {
        await store.keepAnswer(owner, line, form.getAttribute("action"), fieldsOf(form), Number(there.dataset.version));
      } catch {
        say(line, "refused");
        parts.why.textContent = words.noRoom;
        document.body.classList.remove("by-device");
        writing.delete(line);
        return;
      }
    } while (writing.get(line));
    writing.delete(line);
    say(line, "here");
    await count();
    device.dataset.tone ||= "here";
    sender.soon(1200);
  };

  const photo = async (entry) => {
    const list = article(entry.line)?.querySelector("[data-photos]");
    if (!list) return;
    const item = document.createElement("li");
    item.dataset.number = entry.number;
    const said = document.createElement("span");
    said.textContent = `${entry.name} – ${words.here}`;
    item.append(said);
    list.append(item);
    const bytes = await store.bytes(entry).catch(() => undefined);
    if (bytes && entry.type.startsWith("image/")) {
      const picture = document.createElement("img");
      picture.alt = "";
      const reader = new FileReader();
      reader.onload = () => {
        picture.src = reader.result;
      };
      reader.readAsDataURL(new Blob([bytes], { type: entry.type }));
      item.prepend(picture);
    }
  };
  const photoSays = (entry, text) => {
    const said = document.querySelector(`[data-number="${entry.number}"] span`);
    if (said) said.textContent = `${entry.name} – ${text}`;
  };

  const chips = (line, samples) => {
    const list = article(line)?.querySelector("[data-samples]");
    if (!list || !samples) return;
    for (const old of list.querySelectorAll("li:not(:has(svg))")) old.remove();
    for (const one of samples.toReversed()) {
      const item = document.createElement("li");
      const chip = document.createElement(one.url ? "a" : "span");
      chip.className = "chip";
      chip.textContent = one.title;
      if (one.url) chip.href = one.url;
      item.append(chip);
      list.prepend(item);
    }
  };

  const left = async (line) => (await store.all(owner)).some((one) => one.line === line && one.kind === "answer");
  const told = {
    state: async (outcome) => {
      await tell(outcome);
      if (outcome === "another") location.reload();
      if (outcome === "" && navigator.onLine) keepPage();
    },
    line: say,
    // Another device or person may have written meanwhile: lines that wait for nothing show what stands now.
    now: async (answer) => {
      const waiting = new Set((await store.all(owner)).filter((one) => one.kind === "answer").map((one) => one.line));
      for (const [line, one] of Object.entries(answer.lines)) {
        const there = article(line);
        if (!there || waiting.has(line) || writing.has(line) || there.contains(document.activeElement)) continue;
        if (Number(there.dataset.version) < one.version) show(line, one, one.version);
      }
    },
    answer: async (entry, answer) => {
      if (entry.kind === "file") {
        photoSays(entry, words.saved);
      } else if (answer.kept) {
        article(entry.line)?.setAttribute("data-version", answer.version);
        chips(entry.line, answer.samples);
      } else {
        if (!(await left(entry.line))) show(entry.line, answer.now, answer.now.version);
        article(entry.line)?.querySelector("[data-asides]").insertAdjacentHTML("beforeend", answer.aside);
      }
      if (!(await left(entry.line))) say(entry.line, entry.kind === "file" || answer.kept ? "saved" : "aside");
      else say(entry.line, "here");
      await count();
    },
    refused: async (entry, why) => {
      if (entry.kind === "file") photoSays(entry, `${words.refused}: ${why}`);
      else say(entry.line, "refused");
      await gone();
      await count();
    },
  };

  // What cannot be shown with its question, since that was taken out or stands on another page, is told at the top.
  const gone = async () => {
    const entries = (await store.all(owner)).filter((one) => one.state === "refused");
    parts.gone.hidden = !entries.length;
    parts.gone.replaceChildren(
      ...entries.map((one) => {
        const item = document.createElement("li");
        const text = one.kind === "file" ? one.name : [one.fields.evidence, one.fields.samples].filter(Boolean).join("\n");
        item.textContent = `${one.why === "404" ? words.gone : `${words.refused} (${one.why}):`} ${text}`;
        return item;
      }),
    );
  };

  let keeping = Promise.resolve();
  let keepLater = 0;
  // At once when the page opens; afterwards when nothing was sent for a while, for it is the whole page that is kept anew.
  const keepPage = () => {
    clearTimeout(keepLater);
    if (device.dataset.wasKept) keepLater = setTimeout(keepNow, 8000);
    else keepNow();
  };
  const keepNow = () => {
    keeping = keeping.then(async () => {
      let kept = false;
      try {
        kept = await window.sotayKeep({ owner, worker, store });
      } catch {
        kept = false; // no connection: what was kept before stays
      }
      parts.kept.textContent = kept || device.dataset.wasKept ? words.kept : words.unkept;
      if (kept) device.dataset.wasKept = "1";
    });
  };

  const start = async () => {
    try {
      await store.ready();
    } catch {
      device.hidden = false;
      parts.count.textContent = "";
      parts.why.textContent = words.noRoom;
      return;
    }
    navigator.storage?.persist?.();
    const shown = new Map([...document.querySelectorAll("[data-line]")].map((one) => [one.dataset.line, one]));
    for (const one of await store.mirrors(owner)) {
      if (shown.has(one.line) && Number(shown.get(one.line).dataset.version) < one.now.version) {
        show(one.line, one.now, one.now.version);
        say(one.line, "saved");
      }
    }
    await store.retry(owner);
    for (const one of await store.all(owner)) {
      if (!shown.has(one.line)) continue;
      if (one.kind === "file") photo(one);
      else show(one.line, one.fields);
      say(one.line, "here");
    }
    device.hidden = false;
    document.body.classList.add("by-device");
    sender = window.sotaySending({ owner, state, store, told });

    for (const there of shown.values()) {
      const form = there.querySelector("form[data-answer]");
      if (!form) continue;
      form.addEventListener("input", () => keep(there));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        keep(there);
      });
      const files = there.querySelector("form[data-photo]");
      const input = files.elements.file;
      input.multiple = true;
      files.addEventListener("submit", (event) => event.preventDefault());
      input.addEventListener("change", async () => {
        const chosen = [...input.files];
        for (const file of chosen) await photo(await store.keepFile(owner, there.dataset.line, files.getAttribute("action"), file));
        input.value = "";
        say(there.dataset.line, "here");
        await count();
        sender.soon();
      });
    }
    parts.send.addEventListener("click", () => sender.send());
    document.addEventListener("click", (event) => {
      const link = event.target.closest('a[href$="/finish/"]');
      if (link && unsent) {
        event.preventDefault();
        device.scrollIntoView({ block: "nearest" });
        sender.send();
      }
    });
    window.addEventListener("beforeunload", (event) => {
      if (unsent) event.preventDefault();
    });
    await tell("");
    device.dataset.ready = "1";
    sender.send();
  };
  start();
})();
