import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { compared } from "@/lib/words";

import { priceQuestion, review, SUMMARY } from "../dev/reviews.ts";
import { Refusal, type Asked } from "./api.ts";
import { list, visit } from "./visit.tsx";

const three = [review(0), review(1), review(2)];
const doors = (answer: (asked: Asked) => unknown = () => three[0]) => ({
  "GET /reviews": () => ({ ...list(three), total: 3 }),
  "GET /reviews/summary": () => SUMMARY,
  "GET /price-questions": () => list([priceQuestion(0)]),
  ...Object.fromEntries(
    three.flatMap(({ id }) => [
      [`POST /reviews/${id}/answer`, answer],
      [`DELETE /reviews/${id}/answer`, () => review(0)],
    ]),
  ),
});
const said = (log: Asked[]) =>
  log.filter(({ path }) => path.endsWith("/answer")).map(({ method, body }) => [method, body]);

test("a pair is answered by a key and the next one is there at once", async () => {
  const { log } = visit("/reviews", doors());
  await screen.findByRole("region", { name: "Pair 1" });

  await userEvent.keyboard("s");

  expect(screen.getByRole("region", { name: "Pair 2" })).toBeVisible();
  expect(screen.getByText("1 of 3 answered")).toBeVisible();
  await waitFor(() => {
    expect(said(log)).toEqual([["POST", { answer: "same" }]]);
  });
});

test("what differs stands out, the conflict first", async () => {
  visit("/reviews", doors());

  const table = await screen.findByRole("table", { name: /attribute by attribute/ });

  const names = within(table).getAllByRole("rowheader");
  expect(names.map(({ textContent }) => textContent)).toEqual([
    "pack",
    "colour",
    "part number",
    "brand",
  ]);
  expect(screen.getByText("Black", { selector: "mark" })).toBeVisible();
});

test("undo takes the last answer back and shows its pair again", async () => {
  const { log } = visit("/reviews", doors());
  await screen.findByRole("region", { name: "Pair 1" });

  await userEvent.keyboard("dz");

  expect(await screen.findByRole("region", { name: "Pair 1" })).toBeVisible();
  expect(screen.getByText("0 of 3 answered")).toBeVisible();
  await waitFor(() => {
    expect(said(log).map(([method]) => method)).toEqual(["POST", "DELETE"]);
  });
});

test("one can look at a later pair without answering, and come back", async () => {
  visit("/reviews", doors());
  await screen.findByRole("region", { name: "Pair 1" });

  await userEvent.keyboard("jj");
  expect(screen.getByRole("region", { name: "Pair 3" })).toBeVisible();
  await userEvent.keyboard("k");

  expect(screen.getByRole("region", { name: "Pair 2" })).toBeVisible();
});

test("a refused answer opens its pair again", async () => {
  visit(
    "/reviews",
    doors(() => new Refusal(409, "It was answered elsewhere.")),
  );
  await screen.findByRole("region", { name: "Pair 1" });

  await userEvent.keyboard("s");

  expect(await screen.findByText("0 of 3 answered")).toBeVisible();
});

test("when all are answered it counts them and names the model that judges", async () => {
  visit("/reviews", doors());
  await screen.findByRole("region", { name: "Pair 1" });

  await userEvent.keyboard("sdu");

  const end = await screen.findByRole("region", { name: "Finished" });
  expect(within(end).getAllByText("1")).toHaveLength(3);
  expect(await within(end).findByText("Matching model: shipped")).toBeVisible();
});

test("going to another page by its keys answers nothing", async () => {
  const { log, router } = visit("/reviews", { ...doors(), "GET /sources": () => list([]) });
  await screen.findByRole("region", { name: "Pair 1" });

  await userEvent.keyboard("gs");

  await waitFor(() => {
    expect(router.state.location.pathname).toBe("/sources");
  });
  expect(said(log)).toEqual([]);
});

test("an answer can be taken back later", async () => {
  const done = { ...review(0), answer: "same" as const, answered_at: "2026-11-20T12:00:00Z" };
  const { log } = visit("/reviews/answered", {
    ...doors(),
    "GET /reviews": () => ({ ...list([done]), total: 1 }),
  });

  await userEvent.click(await screen.findByRole("button", { name: /Ask again/ }));

  await waitFor(() => {
    expect(said(log)).toEqual([["DELETE", null]]);
  });
});

test("one tap says which price is the price", async () => {
  const question = priceQuestion(0);
  const { log } = visit("/reviews/prices", {
    ...doors(),
    [`POST /price-questions/${question.id}/answer`]: () => ({
      ...question,
      chosen: 0,
      answered_at: "2026-11-21T12:00:00Z",
    }),
  });

  const option = { name: /^€129\.00 ?by the page as it is shown, at “span.price”$/ };
  await userEvent.click(await screen.findByRole("button", option));

  expect(document.title).toBe("Which price? · Reviews · bolo");
  expect(await screen.findByText(`Remembered for ${question.shop}.`)).toBeVisible();
  expect(screen.getByRole("button", { name: /129/ })).toHaveAttribute("aria-pressed", "true");
  expect(said(log)).toEqual([["POST", { option: 0 }]]);
});

test("words are the same however they are joined, in any order", () => {
  const [left, right] = compared("Drill 18 V, Black", "black DRILL 18V Set");

  expect(left.every(({ same }) => same)).toBe(true);
  expect(right.filter(({ same }) => !same)).toEqual([{ text: "Set", same: false }]);
});

const enough = { ...SUMMARY, same: 7, different: 5 };

test("learning from the answers tells when it is done", async () => {
  let model = enough.model;
  const { log } = visit("/reviews/answered", {
    ...doors(),
    "GET /reviews/summary": () => ({ ...enough, model }),
    "POST /reviews/train": () => ({ state: "queued" }),
  });
  const button = await screen.findByRole("button", { name: "Learn from 12 answers" });

  model = {
    ...model,
    name: "learnt 1",
    labels: 12,
    grown: true,
    trained_at: "2026-03-09T12:00:00Z",
  };
  await userEvent.click(button);

  expect(await screen.findByText("Matching model: learnt 1", {}, { timeout: 5_000 })).toBeVisible();
  expect(screen.getByText(/It has learnt from 12 answers/)).toBeVisible();
  expect(log.some(({ path }) => path === "/reviews/train")).toBe(true);
});

test("a few answers are too few to learn from, and it says so", async () => {
  visit("/reviews/answered", {
    ...doors(),
    "GET /reviews/summary": () => ({ ...SUMMARY, same: 1, different: 0 }),
  });

  expect(await screen.findByRole("button", { name: "Learn from 1 answer" })).toBeDisabled();
  expect(screen.getByText("Learning begins with 10 answers.")).toBeVisible();
});

test("a word that both agree on elsewhere is no difference of the titles", () => {
  const [left] = compared("Lamp Black 40 cm", "Lamp", ["Black"]);

  expect(left.filter(({ same }) => !same).map(({ text }) => text)).toEqual(["40", "cm"]);
});

test("two currencies are told in one, with the day of the rates", async () => {
  const one = review(1);
  const converted = {
    price: { amount: "112.40", currency: "EUR" },
    rates_of: "2026-11-20",
    source: "European Central Bank",
  };
  const right = { ...one.right, price: { amount: "1290.00", currency: "SEK" }, converted };
  visit("/reviews", {
    "GET /reviews": () => ({ ...list([{ ...one, right }]), total: 1 }),
    "GET /price-questions": () => list([]),
  });

  const other = within(await screen.findByRole("article", { name: "The other listing" }));

  expect(other.getByText(/1,290\.00/)).toBeVisible();
  expect(other.getByText(/€112\.40 at the rates of Nov 20/)).toBeVisible();
  expect(
    within(screen.getByRole("article", { name: "One listing" })).queryByText(/rates of/),
  ).toBeNull();
});
