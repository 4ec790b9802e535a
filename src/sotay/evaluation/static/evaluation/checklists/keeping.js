// Keeps the page of this visit on the device, so that it opens again without connection; of one person at a time.
(() => {
  const PREFIX = "sotay-visits-";
  const files = () => {
    const named = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon]")].map((one) => one.href);
    named.push(...[...document.querySelectorAll("script[src]")].map((one) => one.src));
    named.push(...performance.getEntriesByType("resource").map((one) => one.name));
    return [...new Set(named)].filter((one) => one.startsWith(location.origin) && new URL(one).pathname.startsWith("/static/"));
  };

  // Returns whether the page opens again without connection.
  window.sotayKeep = async ({ owner, worker, store }) => {
    if (!("serviceWorker" in navigator) || !("caches" in window)) return false;
    await navigator.serviceWorker.register(worker);
    await navigator.serviceWorker.ready;
    for (const name of await caches.keys()) {
      if (name.startsWith(PREFIX) && name !== PREFIX + owner) await caches.delete(name);
    }
    const mirrors = await store.mirrors(owner);
    const kept = await caches.open(PREFIX + owner);
    const page = await fetch(location.pathname, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
    if (!page.ok || !(await page.clone().text()).includes(`data-owner="${owner}"`)) return false;
    for (const file of files()) {
      if (!(await kept.match(file))) {
        const answer = await fetch(file, { credentials: "same-origin" });
        if (answer.ok) await kept.put(file, answer);
      }
    }
    await kept.put(location.origin + location.pathname, page);
    await store.forget(mirrors);
    return true;
  };
})();
