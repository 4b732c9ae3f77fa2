/* bolo's service worker. Nothing that the server says is kept, so nothing here can be stale: a
   page always comes from the server, and where that cannot be reached one page says so. */
self.importScripts("/push-worker.js");

const KEPT = "bolo-offline-1";
const OFFLINE = "/offline.html";

self.addEventListener("install", (event) => {
  const kept = self.caches.open(KEPT).then((cache) => cache.add(OFFLINE));
  event.waitUntil(kept.then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const dropped = self.caches
    .keys()
    .then((names) =>
      Promise.all(names.filter((name) => name !== KEPT).map((name) => self.caches.delete(name))),
    );
  event.waitUntil(dropped.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate") return;
  event.respondWith(fetch(event.request).catch(() => self.caches.match(OFFLINE)));
});
