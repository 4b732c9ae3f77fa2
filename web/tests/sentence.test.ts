/** What the server says looks as the tiles beside it. */
import { expect, test } from "vitest";

import { formatCount, formatMoney, formatShare } from "@/lib/money";
import { begun, counted, sentence } from "@/lib/sentence";

test("money and shares in a sentence are written as they are beside it", () => {
  const text = "1361.61 USD profit after every fee: 85.5 % return, -3 % margin.";

  const [profit, roi] = [formatMoney({ amount: "1361.61", currency: "USD" }), formatShare("0.855")];

  expect(sentence(text)).toBe(`${profit} profit after every fee: ${roi} return, −3% margin.`);
});

test("a currency without a smaller unit has no decimals", () => {
  const yen = formatMoney({ amount: "1500", currency: "JPY" });

  expect(sentence("At 1500 JPY or less.")).toBe(`At ${yen} or less.`);
});

test.each([
  "Asks 0.1234 USD for a piece.",
  "A card of 100 USD, it says.",
  "A hub with 4.00 USB ports and 128\u00a0GB.",
  "Model X2.50 USD is no price.",
  "It is expected to earn nothing.",
])("what is no amount of money stays: %s", (text) => {
  expect(sentence(text)).toBe(text);
});

test("a refusal begins with a capital letter, a name as it is written", () => {
  expect(begun("there is no such product")).toBe("There is no such product");
  expect(begun("é, an accent, is a letter")).toBe("É, an accent, is a letter");
  for (const named of [
    "bolo does not answer",
    "eBay is asked",
    "min_profit is needed",
    "x: what?",
  ]) {
    expect(begun(named)).toBe(named);
  }
});

test("counts of the server are parted as they are here", () => {
  const [few, many] = [formatCount(3_954), formatCount(1_211_387)];

  expect(counted("None of the 3,954 decisions (1,211,387 rows) changed.")).toBe(
    `None of the ${few} decisions (${many} rows) changed.`,
  );
  expect(counted("Lines 1,2 and 3,4567 of v1,200.5 stay.")).toBe(
    "Lines 1,2 and 3,4567 of v1,200.5 stay.",
  );
});
