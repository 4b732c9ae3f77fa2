import { expect, test } from "vitest";

import { sentence } from "@/lib/sentence";
import { kept } from "@/lib/units";

test.each([
  ["Espresso machine 1.7 l", "Espresso machine 1.7\u00a0l"],
  ["Drill 18 V, 5 Ah and 24 MP", "Drill 18\u00a0V, 5\u00a0Ah and 24\u00a0MP"],
  ["256 GB, 40 mm", "256\u00a0GB, 40\u00a0mm"],
  ["held for 60 days, 12 % off", "held for 60\u00a0days, 12\u00a0% off"],
  ["4 of 5 lamps, series 7 Vento", "4 of 5 lamps, series 7 Vento"],
])("of %s no figure is parted from its unit", (text, whole) => {
  expect(kept(text)).toBe(whole);
});

test("nor is it in a sentence of the server", () => {
  expect(sentence("It ties up 20.00 USD for 60 days.")).toBe("It ties up $20.00 for 60\u00a0days.");
});
