import { expect, test } from "vitest";

import { clipped, stepPath, stretches, ticks } from "@/lib/steps";
import { waterfall } from "@/lib/waterfall";

test("each change hangs where the one before it ended", () => {
  const { bars, zero } = waterfall([
    { label: "Sells for", kind: "total", value: 100 },
    { label: "Fee", kind: "change", value: -20 },
    { label: "Proceeds", kind: "total", value: 80 },
    { label: "Cost", kind: "change", value: -50 },
    { label: "Profit", kind: "total", value: 30 },
  ]);

  expect(zero).toBe(0);
  expect(bars.map(({ from, to }) => [from, to])).toEqual([
    [0, 1],
    [1, 0.8],
    [0, 0.8],
    [0.8, 0.3],
    [0, 0.3],
  ]);
});

test("a loss reaches below zero and moves zero to the right", () => {
  const { bars, zero } = waterfall([
    { label: "Proceeds", kind: "total", value: 60 },
    { label: "Cost", kind: "change", value: -100 },
    { label: "Profit", kind: "total", value: -40 },
  ]);

  expect(zero).toBe(0.4);
  expect(bars[2]).toMatchObject({ from: 0.4, to: 0 });
});

test("nothing at all is drawn as nothing", () => {
  const { bars } = waterfall([{ label: "Profit", kind: "total", value: 0 }]);

  expect(bars[0]).toMatchObject({ from: 0, to: 0 });
});

test("a price holds until the next change, and the pen is lifted while out of stock", () => {
  const all = stretches(
    [
      { at: 0, price: 10 },
      { at: 5, price: 12 },
      { at: 8, price: null },
      { at: 9, price: 11 },
    ],
    12,
  );

  const path = stepPath(
    all,
    (at) => at,
    (price) => price,
  );

  expect(path).toBe("M0.0 10.0H5.0V12.0H8.0M9.0 11.0H12.0");
});

test("what ended before the range is left out, what reaches into it is cut", () => {
  const cut = clipped(
    [
      { from: 0, to: 5, price: 1 },
      { from: 5, to: 10, price: 2 },
    ],
    6,
  );

  expect(cut).toEqual([{ from: 6, to: 10, price: 2 }]);
});

test.each([
  [99, 161],
  [0.1, 0.2],
  [50, 50],
  [1_000, 98_000],
])("round marks enclose %d to %d", (low, high) => {
  const marks = ticks(low, high);

  expect(marks[0]).toBeLessThanOrEqual(low);
  expect(marks.at(-1)).toBeGreaterThanOrEqual(high);
  expect(marks.length).toBeLessThanOrEqual(8);
});
