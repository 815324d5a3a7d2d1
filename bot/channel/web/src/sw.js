// Keeps the page itself for times without a network. Conversations never go through here.
const CACHE = "wegweiser-@VERSION@";
const SCHALE = ["/", "/s/@VERSION@/wegweiser.js", "/s/@VERSION@/wegweiser.css", "/s/@VERSION@/mehr.js", "/s/@VERSION@/bilder.json", "/manifest.webmanifest", "/icon.svg"];
const GEDULD = 3000;

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
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname === "/") event.respondWith(newestPage(event.request));
  else if (SCHALE.includes(url.pathname)) event.respondWith(kept(event.request));
});

const kept = async (request) => (await caches.match(request)) || fetch(request);

/** The server's page, or the kept one when the network is away or too slow. */
const newestPage = async (request) => {
  const page = await caches.match("/");
  const fresh = fetch(request);
  if (!page) return fresh;
  const late = new Promise((resolve) => setTimeout(() => resolve(page), GEDULD));
  return Promise.race([fresh.then((reply) => (reply.ok ? reply : page)).catch(() => page), late]);
};
