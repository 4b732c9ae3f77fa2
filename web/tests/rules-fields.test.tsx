import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { list, visit } from "./visit.tsx";

const RULES = `currency = "EUR"
capital = 2_000           # tied up at once

[[rule]]
name = "Small"
min_profit = 8            # of each
max_investment = 120
min_probability = 0.9

[[rule]]
name = "Larger"
min_profit = 40
max_investment = 800
`;
const withRules = {
  "GET /backtests/rules/example": () => ({ rules: RULES }),
  "GET /backtests": () => list([]),
  "POST /backtests/check": () => ({ problems: [] }),
};

test("the main limits are fields, and what is typed there stands in its line of the file", async () => {
  visit("/backtests", withRules);
  const user = userEvent.setup();
  const small = within(await screen.findByRole("group", { name: "Small" }));
  const profit = small.getByLabelText("Profit at least");
  const sure = small.getByLabelText("Sure of the match");
  const days = small.getByLabelText("Sold within");

  expect(screen.getByLabelText("Capital")).toHaveValue("2000");
  expect([profit, sure, days].map((one) => (one as HTMLInputElement).value)).toEqual([
    "8",
    "90",
    "",
  ]);
  await user.clear(profit);
  await user.type(profit, "12.5");
  await user.type(days, "45");
  await user.clear(sure);
  await user.tab();

  const file = screen.getByRole<HTMLTextAreaElement>("textbox", { name: /as a file/ });
  expect(file.value).toBe(
    RULES.replace("8            # of", "12.5         # of").replace(
      "min_probability = 0.9",
      "max_days = 45",
    ),
  );
});

test("what is written in the file stands in the fields", async () => {
  visit("/backtests", withRules);
  const user = userEvent.setup();
  const file = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: /as a file/ });

  await user.clear(file);
  await user.click(file);
  await user.paste(RULES.replace("= 800", '= "650.00"').replace('"Larger"', '"Dear"'));

  const dear = within(screen.getByRole("group", { name: "Dear" }));
  expect(dear.getByLabelText("Cost at most")).toHaveValue("650.00");
});

test("a field without a number keeps from running, and the file keeps its figure", async () => {
  visit("/backtests", withRules);
  const user = userEvent.setup();

  await user.clear(await screen.findByLabelText("Capital"));
  await user.type(screen.getByLabelText("Capital"), "much");
  await user.tab();

  expect(screen.getByLabelText("Capital")).toHaveAccessibleDescription("A number, please");
  expect(screen.getByRole("button", { name: "Run" })).toBeDisabled();
  const file = screen.getByRole<HTMLTextAreaElement>("textbox", { name: /as a file/ });
  expect(file.value).toBe(RULES);
  await user.click(screen.getByRole("button", { name: "Example" }));
  expect(screen.getByLabelText("Capital")).toHaveValue("2000");
});
