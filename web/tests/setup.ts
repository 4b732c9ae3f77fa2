/** Makes jsdom a little more of a browser, and cleans up after each test. */
import "@testing-library/jest-dom/vitest";

import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

afterEach(cleanup);
configure({ asyncUtilTimeout: 20_000 }); // a busy machine is slow, not wrong

class NoObserver implements ResizeObserver {
  observe() {
    // jsdom lays nothing out, so nothing is ever resized
  }
  unobserve() {
    // as above
  }
  disconnect() {
    // as above
  }
}

globalThis.ResizeObserver = NoObserver;

export const screen = { narrow: false };

window.matchMedia = (query: string) =>
  ({
    matches: query.includes("max-width") && screen.narrow,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as unknown as MediaQueryList;

// The virtual list asks how tall its window is.
for (const name of ["offsetHeight", "clientHeight"]) {
  Object.defineProperty(HTMLElement.prototype, name, { value: 600 });
}
for (const name of ["offsetWidth", "clientWidth"]) {
  Object.defineProperty(HTMLElement.prototype, name, { value: 1200 });
}
HTMLElement.prototype.scrollTo = () => undefined;
HTMLElement.prototype.scrollBy = function scrollBy(this: HTMLElement, by?: unknown) {
  if (typeof by === "object" && by !== null && "top" in by) this.scrollTop += Number(by.top);
};
HTMLElement.prototype.scrollIntoView = () => undefined;
// As in a browser: a window that is closed while it is on the page gives the focus back.
const openers = new WeakMap<HTMLDialogElement, Element | null>();
HTMLDialogElement.prototype.showModal = function show(this: HTMLDialogElement) {
  openers.set(this, document.activeElement);
  this.open = true;
  this.querySelector("button")?.focus();
};
HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement) {
  const opener = openers.get(this);
  this.open = false;
  if (this.isConnected && opener instanceof HTMLElement) opener.focus();
};
