import { afterEach, expect, test, vi } from "vitest";

import { renewWhenOutdated } from "@/lib/outdated";

afterEach(() => {
  vi.useRealTimers();
  sessionStorage.clear();
});

test("a page whose parts an update took away is loaded anew, but not over and over", () => {
  vi.useFakeTimers({ now: Date.parse("2026-03-09T12:00:00Z") });
  const reload = vi.fn();
  const stop = renewWhenOutdated(reload);
  const miss = () => window.dispatchEvent(new Event("vite:preloadError"));

  miss();
  miss();
  expect(reload).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(11_000);
  miss();
  stop();
  miss();

  expect(reload).toHaveBeenCalledTimes(2);
});
