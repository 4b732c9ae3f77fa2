/** A page is loaded when it is first gone to; offline it waits, since to fail would load all anew. */
import { lazyRouteComponent } from "@tanstack/react-router";

const backOnline = (): Promise<void> =>
  new Promise((resolve) => {
    if (navigator.onLine) resolve();
    else {
      window.addEventListener(
        "online",
        () => {
          resolve();
        },
        { once: true },
      );
    }
  });

export const lazyPage: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(async () => {
    await backOnline();
    return load();
  }, name);
