/** The service worker: it shows what is pushed, and says so where bolo cannot be reached. */
const script = "/worker.js";

/** Whether this browser has service workers here: only over https, or on this machine. */
export const hasWorkers = (): boolean => "serviceWorker" in navigator;

export const registerWorker = (): Promise<ServiceWorkerRegistration> =>
  navigator.serviceWorker.register(script);
