// Sends what is kept on this device: in order, one at a time, again and again until the server has it.
(() => {
  class Busy extends Error {} // the server answered, but could not take it now
  const MOST_BUSY = 3;
  const WAITS = [2, 4, 8, 15, 30, 60];
  const exclusive = (work) =>
    navigator.locks ? navigator.locks.request("sotay-visits", work) : work(); // one window of this device at a time

  // `told` is called with: state(word), line(uuid), now(answer of the state), answer(entry, answer), refused(entry).
  window.sotaySending = ({ owner, state, store, told }) => {
    let timer = 0;
    let tries = 0;
    let running = false;
    let again = false;

    const ask = async () => {
      const headers = { Accept: "application/json" };
      const answer = await fetch(state, { headers, credentials: "same-origin", redirect: "manual", cache: "no-store", signal: AbortSignal.timeout?.(30000) });
      if (answer.type === "opaqueredirect" || answer.status === 401) return { stop: "signedOut" };
      if (answer.status === 403 || answer.status === 404) return { stop: "noRight" };
      if (!answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      return now.owner === owner ? now : { stop: "another" };
    };

    const post = async (entry, csrf) => {
      const body = new FormData();
      body.append("once", entry.number);
      body.append("csrfmiddlewaretoken", csrf);
      if (entry.kind === "file") {
        body.append("file", new Blob([await store.bytes(entry)], { type: entry.type }), entry.name);
      } else {
        for (const [name, value] of Object.entries({ ...entry.fields, base: entry.base, typed_at: entry.typed })) body.append(name, value);
      }
      const headers = { Accept: "application/json", "X-CSRFToken": csrf };
      const answer = await fetch(entry.url, { method: "POST", body, headers, credentials: "same-origin", signal: AbortSignal.timeout?.(300000) });
      const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      if (answer.status >= 500 || answer.status === 429) throw new Busy(String(answer.status));
      return { status: answer.status, told: isJson ? await answer.json() : null };
    };

    // Returns whether to go on with the next one; throws when there is no connection.
    const sendOne = async (entry, csrf) => {
      const answer = await post(entry, csrf);
      // Only an answer about this very entry clears it: whoever was signed out is led to a page that answers in JSON too.
      const ours = entry.kind === "file" ? Array.isArray(answer.told?.files) : answer.told?.number === entry.number;
      if (ours && [200, 201, 409].includes(answer.status)) {
        await store.sent(entry, answer.told);
        await told.answer(entry, answer.told);
        return "";
      }
      if (!answer.told?.reasons && (answer.status === 403 || answer.status === 200)) return "signedOut"; // led to sign in
      const why = answer.told?.reasons ? answer.told.reasons.join(" ") : answer.status === 404 ? "404" : String(answer.status);
      await store.refuse(entry, why);
      await told.refused(entry, why);
      return "";
    };

    const round = async () => {
      const passed = new Set(); // what the server fails on holds back its own line alone
      if (await store.next(owner, passed)) await told.state("sending");
      const now = await ask();
      if (now.stop) return now.stop;
      await told.now(now);
      for (;;) {
        const next = await store.next(owner, passed);
        if (!next && passed.size) throw new Busy();
        if (!next) return "";
        const entry = await store.freeze(next.seq);
        if (!entry) continue;
        told.line(entry.line, "sending");
        let stop = "failed";
        try {
          stop = await sendOne(entry, now.csrf);
        } catch (error) {
          passed.add(entry.line);
          if (!(error instanceof Busy) || passed.size >= MOST_BUSY) throw error;
        } finally {
          if (stop) told.line(entry.line, "here");
        }
        if (stop && stop !== "failed") return stop;
      }
    };

    const send = async () => {
      if (running) {
        again = true;
        return;
      }
      running = true;
      clearTimeout(timer);
      let outcome;
      try {
        outcome = await exclusive(round);
        if (!outcome) tries = 0;
      } catch {
        outcome = "offline";
      }
      running = false;
      await told.state(outcome);
      if (again) {
        again = false;
        send();
      } else if (outcome && outcome !== "another") {
        timer = setTimeout(send, WAITS[Math.min(tries, WAITS.length - 1)] * 1000);
        tries += 1;
      }
    };
    const soon = (milliseconds = 0) => {
      clearTimeout(timer);
      timer = setTimeout(send, milliseconds);
    };

    window.addEventListener("online", () => {
      tries = 0;
      soon();
    });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) soon();
    });
    document.getElementById("idle-lock")?.addEventListener("close", () => soon());
    return { send, soon };
  };
})();
