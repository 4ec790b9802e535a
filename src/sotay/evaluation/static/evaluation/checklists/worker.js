// The service worker of visits: gives the kept page of a visit, and its files, when the server cannot be reached.
// What is kept and for whom is the affair of the page (keeping.js); whoever comes to sign in clears it (forget.js).
const PREFIX = "sotay-visits-";
const HASHED = /\.[0-9a-f]{12}\.[a-z0-9]+$/;
const PATIENCE = 8000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const isPage = request.mode === "navigate" && /\/visits\/[a-z0-9-]+\/$/.test(url.pathname);
  const isFile = url.pathname.startsWith("/static/");
  if (isPage || isFile) event.respondWith(answer(request, url, isPage));
});

const kept = async (url) => {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const found = await (await caches.open(name)).match(url.origin + url.pathname, { ignoreVary: true, ignoreSearch: true });
    if (found) return found;
  }
  return undefined;
};

const answer = async (request, url, isPage) => {
  if (!isPage && HASHED.test(url.pathname)) {
    const found = await kept(url);
    if (found) return found;
  }
  const asked = fetch(request);
  try {
    const told = await Promise.race([
      asked,
      new Promise((_resolve, reject) => setTimeout(() => reject(new Error("late")), PATIENCE)),
    ]);
    return told.status >= 500 ? (await kept(url)) || told : told; // a server that fails is no better than none
  } catch (error) {
    const found = await kept(url);
    if (found) return found;
    if (error.message === "late") return asked;
    throw error;
  }
};
