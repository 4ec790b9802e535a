// What is noted on this device, kept in its database until the server has it: in order, apart for each person.
// An entry that was begun to be sent is never changed: it keeps its number, so that the server knows it when it comes twice.
(() => {
  const open = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open("sotay-visits", 1);
      asked.onupgradeneeded = () => {
        const queue = asked.result.createObjectStore("queue", { keyPath: "seq", autoIncrement: true });
        queue.createIndex("owner", "owner");
        queue.createIndex("line", ["owner", "line"]);
        asked.result.createObjectStore("bytes", { keyPath: "number" });
        asked.result.createObjectStore("mirror", { keyPath: ["owner", "line"] }).createIndex("owner", "owner");
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  let opened;

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  // One transaction, on the disk before it counts as kept.
  // What only tells how far the sending came may be lost: it is then sent again, and the server knows its number.
  const within = async (mode, work, durability = "strict") => {
    opened ||= open();
    const database = await opened;
    const transaction = database.transaction(["queue", "bytes", "mirror"], mode, { durability });
    const ended = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    const store = (name) => transaction.objectStore(name);
    const result = await work(store("queue"), store("bytes"), store("mirror"));
    await ended;
    return result;
  };

  // A reading that gets no answer is asked again over a new connection: the page must never wait for good.
  const late = () => new Promise((_resolve, reject) => setTimeout(() => reject(new Error("late")), 10000));
  const reading = async (work) => {
    for (let tries = 0; tries < 3; tries += 1) {
      try {
        return await Promise.race([within("readonly", work), late()]);
      } catch (error) {
        if (error.message !== "late") throw error;
        opened?.then((database) => database.close());
        opened = undefined;
      }
    }
    throw new Error("late");
  };

  const number = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
  const ofLine = (queue, owner, line) => done(queue.index("line").getAll([owner, line]));

  window.sotayStore = {
    // Keep an answer: over the one that was not begun to be sent, else as a new one behind it.
    keepAnswer: (owner, line, url, fields, base) =>
      within("readwrite", async (queue) => {
        const there = (await ofLine(queue, owner, line)).filter((one) => one.kind === "answer");
        const open_ = there.find((one) => !one.frozen || one.state === "refused");
        const frozen = there.filter((one) => one.frozen && one.state !== "refused").at(-1);
        const typed = new Date().toISOString();
        if (open_ && !open_.frozen) {
          await done(queue.put({ ...open_, fields, typed, state: "", why: "" }));
          return;
        }
        if (open_) await done(queue.delete(open_.seq));
        const entry = { owner, line, url, kind: "answer", number: number(), fields, typed, frozen: false, state: "" };
        await done(queue.add({ ...entry, base: open_ ? open_.base : base, follows: frozen ? frozen.number : "" }));
      }),

    keepFile: async (owner, line, url, file) => {
      const bytes = await file.arrayBuffer();
      const entry = { owner, line, url, kind: "file", number: number(), name: file.name, type: file.type, frozen: true, state: "" };
      await within("readwrite", async (queue, all) => {
        await done(all.put({ number: entry.number, bytes }));
        await done(queue.add(entry));
      });
      return entry;
    },

    all: (owner) => reading((queue) => done(queue.index("owner").getAll(owner))),
    count: (owner) => reading((queue) => done(queue.index("owner").count(owner))),
    // What of a question waits here.
    left: (owner, line) => reading((queue) => ofLine(queue, owner, line)),
    // All that a page shows when it opens, in one reading.
    everything: (owner) =>
      reading(async (queue, _all, mirror) => {
        const asked = [done(queue.index("owner").getAll(owner)), done(mirror.index("owner").getAll(owner))];
        const [entries, mirrors] = await Promise.all(asked);
        return { entries, mirrors };
      }),
    // The first one to be sent, but for the lines that are passed over.
    next: (owner, passed) =>
      reading(
        (queue) =>
          new Promise((resolve, reject) => {
            const asked = queue.index("owner").openCursor(owner);
            asked.onerror = () => reject(asked.error);
            asked.onsuccess = () => {
              const at = asked.result;
              if (!at) resolve(undefined);
              else if (at.value.state !== "refused" && !passed.has(at.value.line)) resolve(at.value);
              else at.continue();
            };
          }),
      ),
    bytes: async (entry) => (await reading((_queue, all) => done(all.get(entry.number))))?.bytes,

    // Take an entry to be sent; from here on it stays as it is.
    freeze: (seq) =>
      within("readwrite", async (queue) => {
        const entry = await done(queue.get(seq));
        if (!entry) return undefined;
        const frozen = { ...entry, frozen: true };
        await done(queue.put(frozen));
        return frozen;
      }),

    // The server has it: clear it here, and let what was typed after it stand upon what it became.
    sent: (entry, answer) =>
      within("readwrite", async (queue, all, mirror) => {
        await done(queue.delete(entry.seq));
        await done(all.delete(entry.number));
        if (entry.kind !== "answer") return;
        const now = answer.kept ? { version: answer.version, ...entry.fields } : answer.now;
        await done(mirror.put({ owner: entry.owner, line: entry.line, now }));
        for (const one of await ofLine(queue, entry.owner, entry.line)) {
          if (one.follows === entry.number && answer.kept && !one.frozen) {
            await done(queue.put({ ...one, base: answer.version, follows: "" }));
          }
        }
      }, "relaxed"),

    refuse: (entry, why) =>
      within("readwrite", async (queue) => {
        const there = await done(queue.get(entry.seq));
        if (there) await done(queue.put({ ...there, state: "refused", why }));
      }),
    retry: (owner) =>
      within("readwrite", async (queue) => {
        for (const one of await done(queue.index("owner").getAll(owner))) {
          if (one.state === "refused") await done(queue.put({ ...one, state: "", why: "" }));
        }
      }),
    drop: (entry) =>
      within("readwrite", async (queue, all) => {
        await done(queue.delete(entry.seq));
        await done(all.delete(entry.number));
      }),

    mirrors: (owner) => reading((_queue, _all, mirror) => done(mirror.index("owner").getAll(owner))),
    // What a page kept anew shows by itself needs no mirror.
    forget: (mirrors) =>
      within("readwrite", async (_queue, _all, mirror) => {
        for (const one of mirrors) {
          const there = await done(mirror.get([one.owner, one.line]));
          if (there && there.now.version === one.now.version) await done(mirror.delete([one.owner, one.line]));
        }
      }, "relaxed"),
  };
})();
