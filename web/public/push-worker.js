/* Shows what bolo pushes while no page is open. "Skip" reads the alert, "Mute" is quiet for an
   hour; a tap opens where it leads. Nothing is kept here: no cache, no pages offline. */
const API = "/api/v1";
const HOUR = 3_600_000;
const WRITE = { credentials: "same-origin", headers: { "X-Bolo-Csrf": "1" } };
const actions = [
  { action: "skip", title: "Skip" },
  { action: "mute", title: "Mute for an hour" },
];

self.addEventListener("push", (event) => {
  const told = event.data?.json() ?? {};
  const words = {
    body: told.body ?? "",
    image: told.image ?? undefined,
    icon: "/favicon.svg",
    tag: told.id,
    data: told,
    actions,
  };
  event.waitUntil(self.registration.showNotification(told.title ?? "bolo", words));
});

async function mute() {
  const asked = await fetch(`${API}/telling`, { credentials: "same-origin" });
  if (!asked.ok) return;
  const wish = await asked.json();
  delete wish.chosen;
  wish.muted_until = new Date(Date.now() + HOUR).toISOString();
  const headers = { ...WRITE.headers, "content-type": "application/json" };
  const body = JSON.stringify(wish);
  await fetch(`${API}/telling`, { ...WRITE, method: "PUT", headers, body });
}

self.addEventListener("notificationclick", (event) => {
  const { id, url } = event.notification.data ?? {};
  event.notification.close();
  if (event.action === "mute") event.waitUntil(mute());
  else if (event.action === "skip")
    event.waitUntil(fetch(`${API}/alerts/${id}/read`, { ...WRITE, method: "POST" }));
  else event.waitUntil(self.clients.openWindow(url ?? "/alerts"));
});
