/** Has this browser subscribe to Web Push; what it answers are the settings of the channel. */
import { hasWorkers, registerWorker } from "@/lib/worker";

const decoded = (text: string): Uint8Array<ArrayBuffer> => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

function named(agent: string): string {
  const found = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(agent);
  const device = /Android|iPhone|iPad|Windows|Macintosh|Linux/.exec(agent);
  return [found?.[1] ?? "Browser", device?.[0]].filter(Boolean).join(" on ");
}

export async function subscribe(key: string): Promise<Record<string, string>> {
  if (!hasWorkers() || !("PushManager" in window)) {
    throw new Error("This browser cannot be told while no page is open, or only over https.");
  }
  if ((await Notification.requestPermission()) !== "granted") {
    throw new Error("This browser does not let bolo show notifications; its settings can.");
  }
  await registerWorker();
  const { pushManager } = await navigator.serviceWorker.ready;
  const subscription = await pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: decoded(key),
  });
  const { endpoint, keys } = subscription.toJSON();
  return {
    endpoint: endpoint ?? "",
    p256dh: keys?.p256dh ?? "",
    auth: keys?.auth ?? "",
    browser: named(navigator.userAgent),
  };
}
