import { expect, test } from "vitest";

import { asTyped, typedMistake, typedNumber } from "@/lib/typed";

test.each([
  ["2000", "2000"],
  ["49.50", "49.50"],
  ["49,50", "49.50"],
  ["1.500,50", "1500.50"],
  ["1,500.50", "1500.50"],
  ["1,500,000", "1500000"],
  ["1.500.000", "1500000"],
  ["1\u00a0500,5", "1500.5"],
  ["1’500", "1500"],
  ["1500,505", "1500.505"],
  ["0,125", "0.125"],
  ["2,", "2"],
  [" -3", "-3"],
  ["１２３", "123"],
])("%s is typed for %s", (typed, number) => {
  expect(typedNumber(typed)).toBe(number);
  expect(typedMistake(typed)).toBeNull();
});

test.each(["2,000", "1.500", "12,345"])("%s may be two amounts and is none", (typed) => {
  expect(typedNumber(typed)).toBeNull();
  expect(typedMistake(typed)).toMatch(/, or .*\? Write one of them$/);
});

test("the two amounts are named", () => {
  expect(typedMistake("2,000")).toBe("2000, or 2.00? Write one of them");
});

test("a field holds a number as its reader types it", () => {
  expect(asTyped("2.5", "de-DE")).toBe("2,5");
  expect(asTyped("1000", "de-DE")).toBe("1000");
  expect(asTyped("2.5", "en-US")).toBe("2.5");
  expect(asTyped("2.5", "ar-EG")).toBe("2.5"); // its own mark is on few keyboards
  expect(asTyped("", "de-DE")).toBe("");
  expect(typedMistake("2,000", { locale: "de-DE" })).toBe("2000, or 2,00? Write one of them");
});

test.each(["de-DE", "en-US", "fr-FR", "pt-BR"])(
  "what a field holds in %s is read back",
  (locale) => {
    for (const number of ["0.5", "2.5", "12.125", "1.125", "-1.125", "1234.5", "1000", "0.125"]) {
      for (const small of [true, false]) {
        const read = typedNumber(asTyped(number, locale), { small });
        expect(Number(read)).toBe(Number(number));
      }
    }
  },
);

test("nobody groups the digits of a share", () => {
  expect(typedNumber("12,125", { small: true })).toBe("12.125");
});

test.each(["", "ten", "1,2,3", "1.2.3", "1,50,000", "€5"])("%s is no number", (typed) => {
  expect(typedNumber(typed)).toBeNull();
  expect(typedMistake(typed)).toBe("A number, please");
});
