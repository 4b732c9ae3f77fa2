import { expect, test } from "vitest";

import { MOST_COLOURED, tones } from "@/features/products/tones";
import { bandPath, evenly, linePath, scalesOf, stopAt } from "@/lib/plot";
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

const flat = { x: (at: number) => at, y: (value: number) => value };

test("a line of steps ends where the value ends and starts anew after a hole", () => {
  const spots = [
    { at: 0, value: 4 },
    { at: 2, value: 5 },
    { at: 3, value: null },
    { at: 6, value: 1 },
    { at: 8, value: 1 },
  ];

  expect(linePath(spots, flat, "steps")).toBe("M0.0 4.0H2.0V5.0H3.0M6.0 1.0H8.0V1.0");
  expect(linePath(spots, flat, "straight")).toBe("M0.0 4.0L2.0 5.0M6.0 1.0L8.0 1.0");
});

test("a band goes along its highs and comes back along its lows", () => {
  const reaches = [
    { at: 0, low: 1, high: 4 },
    { at: 2, low: 2, high: 3 },
  ];

  expect(bandPath(reaches, flat, "straight")).toBe("M0.0 4.0L2.0 3.0L2.0 2.0L0.0 1.0Z");
  expect(bandPath(reaches, flat, "steps")).toBe("M0.0 4.0H2.0V3.0L2.0 2.0L2.0 1.0L0.0 1.0Z");
  expect(bandPath([], flat, "steps")).toBe("");
});

test("the cross-hair goes to the nearest place, or to the last one passed", () => {
  expect(stopAt([0, 10, 20], 16, "nearest")).toBe(2);
  expect(stopAt([0, 10, 20], 16, "before")).toBe(1);
  expect(stopAt([0, 10, 20], -4, "nearest")).toBe(0);
  expect(stopAt([], 3, "nearest")).toBe(0);
});

test("the scales fill what the edges leave", () => {
  const edge = { top: 10, right: 10, bottom: 20, left: 40 };
  const scales = scalesOf(
    { width: 250, height: 130, edge },
    { from: 0, to: 4, values: [2, 9] },
    [0, 5, 10],
  );

  expect([scales.x(0), scales.x(4)]).toEqual([40, 240]);
  expect([scales.y(0), scales.y(10)]).toEqual([110, 10]);
  expect(evenly(0, 4, 3)).toEqual([0, 2, 4]);
});

test("what never rises above zero, as a drawdown, is enclosed by marks from zero down", () => {
  expect(ticks(-0.028, 0)).toEqual([-0.03, -0.02, -0.01, 0]);
  expect(ticks(-10, 30)).toEqual([-20, -10, 0, 10, 20, 30, 40]);
  expect(ticks(0, 30).at(0)).toBe(0);
});

test("a line keeps its colour however prices rank", () => {
  const cheapFirst = tones(["c", "a", "b"]);
  const dearFirst = tones(["b", "c", "a"]);

  expect(["a", "b", "c"].map(cheapFirst)).toEqual(["a", "b", "c"].map(dearFirst));
  expect(new Set(["a", "b", "c"].map(cheapFirst)).size).toBe(3);
});

test("of many lines those that begin switched on have colours of their own", () => {
  const keys = ["q", "w", "e", "r", "t", "y", "u", "i", "o", "p", "a", "s"];
  const toneOf = tones(keys);

  expect(new Set(keys.slice(0, MOST_COLOURED).map(toneOf)).size).toBe(MOST_COLOURED);
  expect(new Set(keys.slice(MOST_COLOURED).map(toneOf))).toEqual(new Set(["var(--series-8)"]));
});

test("a newcomer takes no colour of those that stood before", () => {
  const before = tones(["b", "a"]);
  const after = tones(["z", "b", "a"]);

  expect(["a", "b"].map(after)).toEqual(["a", "b"].map(before));
});
