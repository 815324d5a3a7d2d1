// Keeps the page itself: it opens at once, also without a network. Conversations never go through here.
// A new version of the page is a new version of this file: the browser asks for it at each visit, it
// fetches everything anew, and the visit after that opens the new page.
const CACHE = "wegweiser-@VERSION@";
const SCHALE = ["/", "/s/@VERSION@/mehr.js", "/s/@VERSION@/bilder.json", "/s/@VERSION@/glossar.json", "/manifest.webmanifest", "/icon.svg"];

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SCHALE)));
});

self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("wegweiser-") && name !== CACHE);
  event.waitUntil(
    caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method === "GET" && origin === location.origin && SCHALE.includes(pathname))
    event.respondWith(kept(pathname, event.request));
});

const kept = async (name, request) => (await (await caches.open(CACHE)).match(name)) || fetch(request);
