import { expect, test } from "vitest";

import { inOrder } from "@/lib/order";

const figures = ["9.5", "-3", null, "10.25", "9.50"].map((key, at) => ({ key, at }));
const key = (row: { key: string | null }) => row.key;

test("figures are sorted as figures, what has none comes last both ways, equals stay", () => {
  const up = inOrder(figures, { key, as: "figure" }, false);
  const down = inOrder(figures, { key, as: "figure" }, true);

  expect(up.map(({ at }) => at)).toEqual([1, 0, 4, 3, 2]);
  expect(down.map(({ at }) => at)).toEqual([3, 0, 4, 1, 2]);
});

test("words are sorted as people do: small and large alike, 9 before 10", () => {
  const rows = ["lamp 10", "Lamp 9", "amp"].map((one) => ({ key: one }));

  expect(inOrder(rows, { key, as: "words" }, false).map(key)).toEqual(["amp", "Lamp 9", "lamp 10"]);
});
