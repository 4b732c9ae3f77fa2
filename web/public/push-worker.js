/* Shows what bolo pushes while no page is open. "Approve" saves the listing on your shelf, "Mute"
   is quiet for an hour, "Skip" reads the alert; a tap opens where it leads. Most systems show two
   buttons, so the first two matter most. */
const API = "/api/v1";
const HOUR = 3_600_000;
const JSON_TYPE = { "content-type": "application/json" };
const approve = { action: "approve", title: "Approve" };
const others = [
  { action: "mute", title: "Mute for an hour" },
  { action: "skip", title: "Skip" },
];

self.addEventListener("push", (event) => {
  const told = event.data?.json() ?? {};
  const words = {
    body: told.body ?? "",
    image: told.image ?? undefined,
    icon: "/icons/192.png",
    badge: "/icons/192.png",
    tag: told.id,
    data: told,
    actions: told.alerts?.length === 1 ? [approve, ...others] : others,
  };
  event.waitUntil(self.registration.showNotification(told.title ?? "bolo", words));
});

const send = (path, method, body) =>
  fetch(API + path, {
    method,
    credentials: "same-origin",
    headers: { "X-Bolo-Csrf": "1", ...(body ? JSON_TYPE : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

/* An access token lasts half an hour; the lock is the one that the pages renew under. */
async function ask(path, method = "POST", body = undefined) {
  let answer = await send(path, method, body);
  if (answer.status === 401) {
    const renewed = await self.navigator.locks.request("bolo-renew", () =>
      send("/auth/refresh", "POST"),
    );
    if (renewed.ok) answer = await send(path, method, body);
  }
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer;
}

async function mute() {
  const wish = await (await ask("/telling", "GET")).json();
  delete wish.chosen;
  wish.muted_until = new Date(Date.now() + HOUR).toISOString();
  await ask("/telling", "PUT", wish);
}

const read = (alerts) => Promise.all(alerts.map((id) => ask(`/alerts/${id}/read`)));

async function open(address) {
  const url = new self.URL(address ?? "/alerts", self.location.origin);
  const ours = url.origin === self.location.origin && !url.pathname.startsWith(API);
  const [page] = ours ? await self.clients.matchAll({ type: "window" }) : [];
  if (!page) return self.clients.openWindow(url.href);
  await page.focus();
  return page.navigate(url.href);
}

const acts = {
  approve: ([id]) => ask(`/alerts/${id}/approve`),
  mute,
  skip: read,
};

self.addEventListener("notificationclick", (event) => {
  const { alerts = [], url } = event.notification.data ?? {};
  event.notification.close();
  const act = acts[event.action];
  if (!act) {
    event.waitUntil(Promise.allSettled([open(url), read(alerts)]));
    return;
  }
  const failed = () =>
    self.registration.showNotification("That did not work", {
      body: "Open bolo, and sign in if it asks.",
      icon: "/icons/192.png",
      data: { url: "/alerts" },
    });
  event.waitUntil(act(alerts).catch(failed));
});
