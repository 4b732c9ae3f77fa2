import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { Refusal } from "./api.ts";
import { list, visit } from "./visit.tsx";

const below = {
  when: "below",
  price: { amount: "18.00", currency: "EUR" },
  percent: null,
  days: null,
  told: "below 18.00 EUR",
};
const mug = {
  id: "f1",
  kind: "page",
  key: "https://shop.example/mug",
  label: "Mug",
  conditions: [below],
  margin: "2",
  goods: [],
  state: "active",
  held: null,
  reading: { watch: "w1", made: true, state: "active", last_asked_at: null },
  since: "2026-11-21T10:00:00Z",
  created_at: "2026-11-21T10:00:00Z",
  hits: 2,
  last_hit_at: null,
};
const rows = [
  mug,
  { ...mug, id: "f2", label: "Cup", state: "paused", held: "follows" },
  { ...mug, id: "f3", label: "Pot", reading: null },
  { ...mug, id: "f4", label: "Shop", kind: "shop", key: "webpage/shop", reading: null },
  { ...mug, id: "f5", label: "Jug", reading: { ...mug.reading, made: false, state: "paused" } },
];

test("each thing that is followed says when it is told and what reads it", async () => {
  visit("/follows", { "GET /follows": () => list(rows) });
  const items = within(await screen.findByRole("list", { name: "Followed" }));

  const told = items.getAllByRole("listitem").map((one) => one.textContent);

  expect(told[0]).toContain("below €18.00");
  expect(told[0]).toContain("Read by a watch made for this, for the first time soon.");
  expect(told[1]).toContain("it has room for fewer follows. See plans");
  expect(told[2]).toContain("Nothing reads it now");
  expect(told[3]).toContain("Read by whatever you watch.");
  expect(told[4]).toContain("Read by what you watch, which is paused.");
  expect(items.getByRole("link", { name: "See plans" })).toHaveAttribute("href", "/plan");
});

test("a follow is paused and left by a press", async () => {
  const { log } = visit("/follows", {
    "GET /follows": () => list([mug]),
    "POST /follows/f1/pause": () => ({ ...mug, state: "paused" }),
    "DELETE /follows/f1": () => undefined,
  });
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Pause Mug" }));
  await user.click(screen.getByRole("button", { name: "Unfollow Mug" }));

  await waitFor(() => {
    expect(
      log.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`),
    ).toEqual(["POST /follows/f1/pause", "DELETE /follows/f1"]);
  });
});

test("what a plan refuses is told with the way to more", async () => {
  visit("/follows/f1", {
    "GET /follows/f1": () => mug,
    "GET /follows/f1/hits": () => list([]),
    "POST /follows/preview": () => ({ label: "Mug", listings: 0, fired: 0, moments: [] }),
    "PATCH /follows/f1": () => new Refusal(402, "the plan has 1 follow", { upgrade: "/plan" }),
  });
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Save changes" }));

  expect(await screen.findByRole("alert")).toHaveTextContent("The plan has 1 follow See plans");
  expect(screen.getByText("Nothing yet")).toBeVisible();
});

test("nothing followed yet is said with where to begin", async () => {
  visit("/follows", { "GET /follows": () => list([]) });

  expect(await screen.findByText("Nothing is followed yet")).toBeVisible();
});
