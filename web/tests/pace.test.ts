import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { paced } from "@/api/pace";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const PACES = { soonest: 700, rarest: 5_000 };

/** Wishes five times a second for so many seconds. */
async function storm(wish: () => void, seconds: number) {
  for (let tick = 0; tick < seconds * 5; tick += 1) {
    wish();
    await vi.advanceTimersByTimeAsync(200);
  }
}

test("a storm of a minute asks a dozen times, the first soon, and one after it is heard", async () => {
  const run = vi.fn(() => Promise.resolve());
  const pace = paced(run, PACES);

  await storm(pace.wish, 1);
  const soon = run.mock.calls.length;
  await storm(pace.wish, 59);
  const inAll = run.mock.calls.length;
  pace.wish();
  await vi.advanceTimersByTimeAsync(20_000);

  expect(soon).toBe(1);
  expect(inAll).toBeGreaterThanOrEqual(12);
  expect(inAll).toBeLessThanOrEqual(15);
  expect(run).toHaveBeenCalledTimes(inAll + 1);
});

test("after a quiet time it is quick again", async () => {
  const run = vi.fn(() => Promise.resolve());
  const pace = paced(run, PACES);
  await storm(pace.wish, 30);
  await vi.advanceTimersByTimeAsync(20_000);
  run.mockClear();

  pace.wish();
  await vi.advanceTimersByTimeAsync(700);

  expect(run).toHaveBeenCalledOnce();
});

test("an answer that takes longer than the next wish is waited for", async () => {
  let answer: (() => void) | undefined;
  const run = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)));
  const pace = paced(run, PACES);

  await storm(pace.wish, 10);
  const unanswered = run.mock.calls.length;
  answer?.();
  await vi.advanceTimersByTimeAsync(1_400);

  expect(unanswered).toBe(1);
  expect(run).toHaveBeenCalledTimes(2);
});

test("what never answers, or fails, holds up nothing for ever", async () => {
  const run = vi
    .fn<() => Promise<unknown>>()
    .mockReturnValueOnce(new Promise(vi.fn()))
    .mockRejectedValue(new Error("no"));
  const pace = paced(run, PACES);

  await storm(pace.wish, 40);

  expect(run.mock.calls.length).toBeGreaterThan(2);
});

test("a page that nobody sees asks once it is seen", async () => {
  const seen = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  const run = vi.fn(() => Promise.resolve());
  const pace = paced(run, PACES);

  await storm(pace.wish, 10);
  const hidden = run.mock.calls.length;
  seen.mockReturnValue("visible");
  document.dispatchEvent(new Event("visibilitychange"));

  expect(hidden).toBe(0);
  expect(run).toHaveBeenCalledOnce();
});

test("what was stopped asks nothing", async () => {
  const run = vi.fn(() => Promise.resolve());
  const pace = paced(run, PACES);
  pace.wish();

  pace.stop();
  await vi.advanceTimersByTimeAsync(5_000);

  expect(run).not.toHaveBeenCalled();
});
