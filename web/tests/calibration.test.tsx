import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { finding, roundMarks, spanName, wilson } from "@/features/calibration/proof";

import { readReport } from "../dev/sales.ts";
import { Refusal } from "./api.ts";
import { list, visit } from "./visit.tsx";

const nothing = {
  currency: "EUR",
  enough: 30,
  probability: { bins: [], ece: null, labels: 0 },
  coverage: [],
  days: [],
  profit: { points: [], count: 0, bias: null, converted: 0, no_cost: 0, no_fees: 0, no_rate: 0 },
  waiting: 0,
  invented: 0,
  insufficient: "Insufficient data: 0 of 30 matches answered by a person. It proves little.",
};
const held = { by: "own_sale", level: "80", promised: "0.8", realised: "0.8", count: 60 };
const much = {
  currency: "EUR",
  enough: 30,
  probability: {
    bins: [
      { from: "0.8", to: "0.9", said: "0.8600", came_true: "0.8000", count: 20 },
      { from: "0.9", to: "1", said: "0.9700", came_true: "0.9600", count: 50 },
    ],
    ece: "0.0243",
    labels: 70,
  },
  coverage: [
    { ...held, horizon_days: 30 },
    { ...held, horizon_days: 90, realised: "0.5" },
    { ...held, horizon_days: 365, count: 4, realised: "1" },
  ],
  days: [{ ...held, realised: "0.98" }],
  profit: {
    points: Array.from({ length: 30 }, (_, index) => ({
      promised: `${index}.00`,
      realised: `${index - 2}.00`,
    })),
    count: 612,
    bias: "-0.138",
    ...{ converted: 4, no_cost: 3, no_fees: 2, no_rate: 1 },
  },
  waiting: 1,
  invented: 0,
  insufficient: null,
};

test("without outcomes each part says how many are missing", async () => {
  visit("/calibration", { "GET /calibration": () => nothing });

  expect(await screen.findByText(nothing.insufficient, { exact: false })).toBeVisible();
  expect(screen.getByText(/0 of 30 matches answered by a person\.$/)).toBeVisible();
  expect(screen.getByText(/0 of 30 promised prices come due/)).toBeVisible();
  expect(screen.getByText(/0 of 30 things sold/)).toBeVisible();
  expect(screen.getByText(/0 of 30 sales of your own/)).toBeVisible();
  expect(screen.queryByRole("slider")).toBeNull();
});

test("promises that held, held too seldom or are few are told apart", async () => {
  visit("/calibration", { "GET /calibration": () => much });

  const ranges = await screen.findByRole("table", { name: /Ranges meant to hold 80 times/ });
  const row = (name: string) => within(ranges).getByRole("row", { name: new RegExp(name) });
  expect(row("8 to 30\u00a0days")).toHaveTextContent("80% of 60Holds");
  expect(row("31 to 90\u00a0days")).toHaveTextContent("50% of 60Too narrow");
  expect(row("91\u00a0days on")).toHaveTextContent("100% of 4insufficient: 4 of 30");
  const days = screen.getByRole("table", { name: /Sold in time/ });
  expect(within(days).getByText("Too careful")).toBeVisible();
});

test("the curve, its bins and the profits are drawn and told", async () => {
  visit("/calibration", { "GET /calibration": () => much });

  const curve = await screen.findByRole("slider", { name: /Said and came true/ });
  expect(curve).toHaveAttribute("aria-valuetext", "Said 97%, came true 96%, 50 answers");
  expect(screen.getByText("Off by 2.4% on average, over 70 answers")).toBeVisible();
  expect(screen.getByRole("row", { name: "80–90% 80% 20" })).toBeVisible();
  expect(screen.getByRole("slider", { name: /Promised and made/ })).toHaveAttribute(
    "aria-valuetext",
    "Promised +€29.00, made +€27.00",
  );
  expect(screen.getByText(/−13.8% against what was promised, over 612 sales/)).toBeVisible();
  expect(
    screen.getByText(
      /^The newest 30 are drawn\. Left out: 3 without what the thing had cost; 2 without what the venue took/,
    ),
  ).toHaveTextContent(/1 in another currency.* Converted .*: 4\.$/);
  expect(screen.getByText("1 promise waits to come due.")).toBeVisible();
});

test("what cannot be loaded can be tried again", async () => {
  visit("/calibration", { "GET /calibration": () => new Refusal(500, "Broken") });

  expect(await screen.findByRole("button", { name: "Try again" })).toBeVisible();
});

test("few outcomes prove nothing, many do", () => {
  const [low, high] = wilson(0.8, 100);
  expect([low.toFixed(3), high.toFixed(3)]).toEqual(["0.711", "0.867"]);
  expect(wilson(0, 0)).toEqual([0, 1]);
  expect(finding({ promised: 0.8, realised: 0.5, count: 29 }, 30)).toBe("few");
  expect(finding({ promised: 0.8, realised: 0.5, count: 30 }, 30)).toBe("less");
  expect(finding({ promised: 0.8, realised: 0.75, count: 100 }, 30)).toBe("holds");
  expect(finding({ promised: 0.5, realised: 0.9, count: 100 }, 30)).toBe("more");
});

test("marks are round and reach below zero", () => {
  expect(roundMarks([-12, 31])).toEqual([-20, 0, 20, 40]);
  expect(roundMarks([])).toEqual([0, 0.5]);
  expect(spanName(7)).toBe("2 to 7\u00a0days on");
  expect(spanName(14)).toBe("Up to 14\u00a0days on");
});

test("a past is imported from a file and from the street, and what is invented is called so", async () => {
  const person = userEvent.setup();
  const asked: unknown[] = [];
  const unknown = [{ line: 4, product: "9520" }];
  const entered = { added: 2, known: 1, left_out: 1, unknown };
  visit("/calibration", {
    "GET /calibration": () => ({ ...much, invented: 60 }),
    "GET /demo": () => ({ available: true, running: true, installed: true, shops: [] }),
    "POST /sales/preview": () => ({ ...readReport, ...entered }),
    "POST /sales/import": ({ body }) => {
      asked.push(body);
      return entered;
    },
    "GET /venues": () => list([]),
    "POST /demo/past": () => new Refusal(409, "the demo street is not there"),
  });
  const file = new File(["product,venue"], "sales.csv", { type: "text/csv" });

  await person.upload(await screen.findByLabelText("File of sales"), file);
  await person.click(await screen.findByRole("button", { name: "Enter 2 sales" }));

  expect(await screen.findByText(/2 sales entered, 1 there already/)).toBeVisible();
  expect(screen.getByText(/as 9520 in line 4/)).toBeVisible();
  expect(asked).toEqual([{ csv: "product,venue", venue: "", currency: "" }]);
  expect(screen.getByText(/60 of the outcomes below are of the demo street/)).toBeVisible();
  await person.click(screen.getByRole("button", { name: /invented sales/ }));
  expect(await screen.findByRole("alert")).toHaveTextContent("The demo street is not there");
});

test("where little has come due the past leads, and stays there once it was imported", async () => {
  const person = userEvent.setup();
  let told: unknown = nothing;
  visit("/calibration", {
    "GET /calibration": () => told,
    "GET /demo": () => ({ available: true, running: true, installed: true, shops: [] }),
    "POST /demo/past": () => {
      told = much;
      return { added: 2, known: 0, left_out: 0, unknown: [] };
    },
  });
  const headings = () => screen.getAllByRole("heading", { level: 2 }).map((one) => one.textContent);

  const press = await screen.findByRole("button", { name: /invented sales/ });
  expect(headings()[0]).toBe("Begin with a past");
  await person.click(press);

  expect(await screen.findByText(/There is enough of everything/)).toBeVisible();
  expect(screen.getByText(/2 sales entered/)).toBeVisible();
  expect(headings()[0]).toBe("Begin with a past");
});

test("the street’s sales are offered until they are entered, and what came of it is told once", async () => {
  const person = userEvent.setup();
  let entered = false;
  const routes: Parameters<typeof visit>[1] = {
    "GET /calibration": () => nothing,
    "GET /demo": () => ({ available: true, running: true, installed: true, shops: [] }),
    "GET /demo/past": () => ({ known: entered ? 90 : 0, added: entered ? 0 : 90, left_out: 2 }),
    "POST /demo/past": () => {
      entered = true;
      return { added: 90, known: 0, left_out: 2, unknown: [] };
    },
  };
  visit("/calibration", routes);

  await person.click(await screen.findByRole("button", { name: /invented sales/ }));

  expect(await screen.findByText(/90 sales entered/)).toHaveTextContent(
    "2 sales of products that bolo has not seen: watch a page of them",
  );
  await waitFor(() => {
    expect(screen.queryByRole("button", { name: /invented sales/ })).toBeNull();
  });
  expect(screen.queryByText(/invented sales are entered/)).toBeNull();
  cleanup();
  visit("/calibration", routes);
  expect(await screen.findByText(/invented sales are entered: 90; 2 sales are of/)).toBeVisible();
});
