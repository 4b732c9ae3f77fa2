import { expect, test } from "vitest";

import { isDecimal, negate, shift, signOf } from "@/lib/decimal";
import {
  formatAxis,
  formatBriefly,
  formatFigure,
  formatMany,
  formatMoney,
  formatShare,
  formatSureness,
} from "@/lib/money";

const locale = "en-IE";

test("an amount too long for a float is written to the last cent", () => {
  const written = formatMoney({ amount: "9007199254740993.07", currency: "EUR" }, { locale });

  expect(written).toBe("€9,007,199,254,740,993.07");
});

test("a loss carries a true minus, a gain a plus when asked", () => {
  expect(formatMoney({ amount: "-3.10", currency: "EUR" }, { locale })).toBe("−€3.10");
  expect(formatMoney({ amount: "3.10", currency: "EUR" }, { locale, sign: true })).toBe("+€3.10");
  expect(formatMoney({ amount: "0.00", currency: "EUR" }, { locale, sign: true })).toBe("€0.00");
});

test("where there is little room a large amount leaves its cents out", () => {
  const brief = (amount: string) => formatBriefly({ amount, currency: "EUR" }, { sign: true });

  expect(brief("1234567.89")).toMatch(/^\+€1.234.568$/);
  expect(brief("-100000.40")).toMatch(/^−€100.000$/);
  expect(brief("99999.99")).toMatch(/^\+€99.999.99$/);
});

test("an amount too long for its column is told in millions", () => {
  const brief = (amount: string, currency = "EUR") =>
    formatBriefly({ amount, currency }, { sign: true, locale });

  expect(brief("9876543.21")).toBe("+€9,876,543");
  expect(brief("98765432109.99")).toBe("+€98.77B");
  expect(brief("-15123456", "IDR")).toMatch(/^−Rp\s15.12M$/);
});

test("a mark of an axis is as short as it may be", () => {
  expect(formatAxis(15_000_000, "USD", "en-US")).toBe("$15M");
  expect(formatAxis(1_250_000, "EUR", locale)).toBe("€1.25M");
  expect(formatAxis(1250, "EUR", locale)).toBe("€1,250");
  expect(formatAxis(0.5, "EUR", locale)).toBe("€0.50");
});

test("a currency without cents shows none", () => {
  expect(formatMoney({ amount: "1200", currency: "JPY" }, { locale: "en-US" })).toBe("¥1,200");
});

test("a share is a percentage, exact from its digits", () => {
  expect(formatShare("0.1234", { locale })).toBe("12.3%");
  expect(formatShare("0.995", { locale, digits: 0 })).toBe("100%");
  expect(formatShare("-0.05", { locale })).toBe("−5.0%");
  expect(formatShare("-0.0075", { locale, digits: 2, least: 0 })).toBe("−0.75%");
  expect(formatShare("-0.05", { locale, digits: 2, least: 0 })).toBe("−5%");
});

test("figures without a unit and how sure one is are written as the language does", () => {
  expect(formatFigure("33.5", "de")).toBe("33,5");
  expect(formatSureness("0.995", { locale: "de" })).toBe("99\u00a0%");
  expect(formatSureness("0.9999", { locale })).toBe("99%");
  expect(formatSureness("0.07", { locale })).toBe("7%");
  expect(formatSureness("1", { locale })).toBe("100%");
  expect(formatSureness("0.7899", { digits: 1, locale })).toBe("78.9%");
  expect(formatSureness("0.9999", { digits: 1, locale })).toBe("99.9%");
  expect(formatSureness("0.79", { digits: 1, locale })).toBe("79%");
  expect(formatSureness("1", { digits: 1, locale })).toBe("100%");
});

test.each([
  ["0.15", 2, "15"],
  ["15", -2, "0.15"],
  ["0.1", 2, "10"],
  ["7", -2, "0.07"],
  ["-0.015", 2, "-1.5"],
  ["12.50", 0, "12.5"],
  ["0", -2, "0"],
])("%s shifted by %i is %s", (text, places, wanted) => {
  expect(shift(text, places)).toBe(wanted);
});

test("shifting there and back changes nothing, for every percent of two decimals", () => {
  for (let cents = 0; cents <= 10_000; cents += 37) {
    const text = shift(String(cents), -2);

    expect(shift(shift(text, -2), 2)).toBe(text);
  }
});

test("what is no number is told apart and left alone", () => {
  expect(isDecimal("12.")).toBe(true);
  expect(isDecimal("1e5")).toBe(false);
  expect(isDecimal("")).toBe(false);
  expect(shift("abc", 2)).toBe("abc");
  expect(negate("4.90")).toBe("-4.9");
  expect(signOf("-0.00")).toBe(0);
});

test("many are told with separators and beside their unit, one is told as one", () => {
  expect(formatMany(1, "day")).toBe("1\u00a0day");
  expect(formatMany(12_345, "day")).toBe(`${(12_345).toLocaleString()}\u00a0days`);
  expect(formatMany(0, "try", "tries")).toBe("0\u00a0tries");
});
