import { expect, test } from "vitest";

import { cut } from "@/features/products/cut";
import type { Picture, Trace } from "@/features/products/picture";
import { viewOf, within, zoomed } from "@/lib/zoom";

const whole = { from: 0, to: 100 };

test("two ends in either order are a view, and the whole is none", () => {
  expect(viewOf(whole, 60, 20, 1)).toEqual({ from: 20, to: 60 });
  expect(viewOf(whole, 0, 100, 1)).toBeNull();
  expect(viewOf(whole, -50, 500, 1)).toBeNull();
});

test("a view is never shorter than the least, nor beyond the ends", () => {
  expect(viewOf(whole, 50, 50, 10)).toEqual({ from: 45, to: 55 });
  expect(viewOf(whole, 99, 100, 10)).toEqual({ from: 90, to: 100 });
});

test("what is nearer keeps the moment below the pointer where it is, and back is the whole", () => {
  const near = zoomed(whole, whole, 25, 2, 1);

  expect(near).toEqual({ from: 12.5, to: 62.5 });
  expect(zoomed(whole, near ?? whole, 25, 0.5, 1)).toBeNull();
});

test("a view of a time that is shown no more is the whole", () => {
  expect(within(whole, { from: 20, to: 30 })).toEqual({ from: 20, to: 30 });
  expect(within(whole, { from: 120, to: 130 })).toEqual(whole);
  expect(within(whole, null)).toEqual(whole);
});

test("a picture is cut: what stood before stands at its edge, a sale outside is gone", () => {
  const trace = (look: Trace["look"], ...at: number[]): Trace => ({
    key: look,
    label: look,
    tone: "",
    look,
    spots: at.map((one) => ({ at: one, value: one })),
  });
  const band = { ...trace("band"), reaches: [0, 50].map((at) => ({ at, low: at, high: at + 9 })) };
  const picture: Picture = {
    ...whole,
    bands: [band],
    lines: [],
    asks: [trace("line", 0, 30, 80)],
    sales: [trace("dot", 10, 45, 90)],
    verdicts: [{ from: 0, to: 100, verdict: "buy" }],
  };

  const part = cut(picture, { from: 20, to: 60 });

  expect(part.asks[0]?.spots).toEqual([
    { at: 20, value: 0 },
    { at: 30, value: 30 },
    { at: 60, value: 30 },
  ]);
  expect(part.bands[0]?.reaches?.map(({ at }) => at)).toEqual([20, 50, 60]);
  expect(part.sales[0]?.spots.map(({ at }) => at)).toEqual([45]);
  expect(part.verdicts).toEqual([{ from: 20, to: 60, verdict: "buy" }]);
});
