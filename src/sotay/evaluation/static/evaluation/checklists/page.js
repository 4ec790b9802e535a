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
  let closed = "";
  let byHand = false; // this device keeps nothing: the ordinary forms save
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
  const stands = (line, version) => {
    const there = article(line);
    if (!there) return;
    there.dataset.version = version;
    const base = there.querySelector("form[data-answer]")?.elements.base;
    if (base) base.value = version;
  };
  const show = (line, fields, version) => {
    const there = article(line);
    const form = there?.querySelector("form[data-answer]");
    if (version) stands(line, version);
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
    unsent = await store.count(owner);
    parts.count.textContent = unsent ? words.waiting.replace("#", String(unsent)) : words.none;
    parts.send.hidden = !unsent;
  };
  const tell = async (outcome) => {
    await count();
    const why = { offline: words.offline, signedOut: words.signedOut, another: words.another, noRight: words.noRight };
    parts.why.textContent = (unsent || outcome === "offline" ? why[outcome] : "") || (byHand ? words.noRoom : closed);
    parts.login.hidden = outcome !== "signedOut" || !unsent;
    device.dataset.tone = { signedOut: "stop", another: "stop", noRight: "stop", sending: "sending" }[outcome] || (unsent ? "here" : "");
  };

  // Where nothing can be kept here, every question has its button again, and nothing stands between it and the server.
  const handOver = (line) => {
    byHand = true;
    say(line, "refused");
    parts.why.textContent = words.noRoom;
    document.body.classList.remove("by-device");
    for (const input of document.querySelectorAll("form[data-photo] input[type=file]")) input.multiple = false;
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
        writing.delete(line);
        handOver(line);
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

  const keepFiles = async (input) => {
    if (byHand) return;
    const { line } = input.closest("[data-line]").dataset;
    const url = input.form.getAttribute("action");
    const chosen = [...input.files];
    try {
      for (const file of chosen) await photo(await store.keepFile(owner, line, url, file));
      input.value = "";
      say(line, "here");
    } catch {
      if (chosen.length > 1) input.value = ""; // the ordinary form takes one at a time
      handOver(line);
    }
    await count();
    sender.soon();
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

  const left = async (line) => (await store.left(owner, line)).some((one) => one.kind === "answer") || writing.has(line);
  const told = {
    state: async (outcome) => {
      await tell(outcome);
      if (outcome === "another") location.reload();
      if (outcome === "" && navigator.onLine) keepPage();
    },
    line: say,
    // Another device or person may have written meanwhile: lines that wait for nothing show what stands now.
    now: async (answer) => {
      closed = device.dataset.answers && !answer.answers ? answer.why : "";
      const waiting = new Set((await store.all(owner)).filter((one) => one.kind === "answer").map((one) => one.line));
      for (const [line, one] of Object.entries(answer.lines)) {
        const there = article(line);
        if (!there || waiting.has(line) || writing.has(line) || there.contains(document.activeElement)) continue;
        if (Number(there.dataset.version) < one.version) show(line, one, one.version);
      }
      progress();
    },
    answer: async (entry, answer) => {
      if (entry.kind === "file") {
        photoSays(entry, words.saved);
      } else if (answer.kept) {
        stands(entry.line, answer.version);
        chips(entry.line, answer.samples);
      } else {
        if (!(await left(entry.line))) show(entry.line, answer.now, answer.now.version);
        article(entry.line)?.querySelector("[data-asides]").insertAdjacentHTML("beforeend", answer.aside);
        progress();
      }
      const rest = await store.left(owner, entry.line); // a photo that is still here is not on the server
      if (rest.length || writing.has(entry.line)) say(entry.line, !writing.has(entry.line) && rest.every((one) => one.state === "refused") ? "refused" : "here");
      else if (entry.kind === "answer") say(entry.line, answer.kept ? "saved" : "aside");
      else if (article(entry.line)?.querySelector("[data-said]").dataset.is !== "aside") say(entry.line, "saved");
      await count();
    },
    refused: async (entry, why) => {
      if (entry.kind === "file") photoSays(entry, `${words.refused}: ${why}`);
      say(entry.line, "refused");
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
        item.textContent = `${one.why === "404" ? words.gone : `${words.refused} (${one.why}):`} ${text} `;
        // What is typed can be put right where it stands; a file, or what has lost its question, can only be let go.
        if (one.kind === "file" || one.why === "404") item.append(letGo(one));
        return item;
      }),
    );
  };

  const letGo = (entry) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm";
    button.textContent = words.drop;
    button.addEventListener("click", async () => {
      if (!window.confirm(words.dropSure)) return;
      await store.drop(entry);
      document.querySelector(`[data-number="${entry.number}"]`)?.remove();
      const said = article(entry.line)?.querySelector("[data-said]");
      if (said && !(await left(entry.line))) said.hidden = true;
      await gone();
      await tell("");
    });
    return button;
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
    let kept;
    try {
      kept = await store.everything(owner);
    } catch {
      device.hidden = false;
      parts.count.textContent = "";
      parts.why.textContent = words.noRoom;
      return;
    }
    navigator.storage?.persist?.();
    const shown = new Map([...document.querySelectorAll("[data-line]")].map((one) => [one.dataset.line, one]));
    for (const one of kept.mirrors) {
      if (shown.has(one.line) && Number(shown.get(one.line).dataset.version) < one.now.version) {
        show(one.line, one.now, one.now.version);
        say(one.line, "saved");
      }
    }
    if (kept.entries.some((one) => one.state === "refused")) await store.retry(owner);
    for (const one of kept.entries) {
      if (!shown.has(one.line)) continue;
      if (one.kind === "file") photo(one);
      else show(one.line, one.fields);
      say(one.line, "here");
    }
    device.hidden = false;
    document.body.classList.add("by-device");
    sender = window.sotaySending({ owner, state, store, told });

    for (const input of document.querySelectorAll("form[data-photo] input[type=file]")) input.multiple = true;
    document.addEventListener("input", (event) => {
      if (event.target.closest("form[data-answer]")) keep(event.target.closest("[data-line]"));
    });
    document.addEventListener("change", (event) => {
      if (event.target.name === "result") progress();
      else if (event.target.closest("form[data-photo]")) keepFiles(event.target);
    });
    document.addEventListener("submit", (event) => {
      if (byHand || !event.target.matches("form[data-answer], form[data-photo]")) return;
      event.preventDefault();
      if (event.target.matches("form[data-answer]")) keep(event.target.closest("[data-line]"));
    });
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
    progress();
    await tell("");
    device.dataset.ready = "1";
    sender.send();
  };
  start();
})();
