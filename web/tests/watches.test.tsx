import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { countWords } from "@/features/watches/scan-preview";
import { intervals } from "@/features/watches/intervals";

import { WATCHES } from "../dev/places.ts";
import { list, visit } from "./visit.tsx";

const [first, , blocked] = WATCHES;

test("words are watched as words, an address is looked at first when wanted", async () => {
  const { log } = visit("/watches", {
    "GET /watches": () => list([]),
    "POST /scan": () => ({ kind: "shop", marketplace: "shopify", offers: [], more: true }),
    "POST /watches": () => first,
  });
  const user = userEvent.setup();
  const field = await screen.findByLabelText(/Address of a shop/);

  await user.type(field, "lamp.example");
  await user.click(screen.getByRole("button", { name: "Preview" }));
  expect(await screen.findByText(/a watch follows its links/)).toBeVisible();
  await user.clear(field);
  await user.type(field, "red lamp{Enter}");

  await waitFor(() => {
    expect(log.find(({ method, path }) => method === "POST" && path === "/watches")?.body).toEqual({
      words: "red lamp",
    });
  });
});

test("an interval is named, or left to bolo", async () => {
  const watch = { ...first, fixed: true, every_seconds: 600 };
  const path = `/watches/${watch.id ?? ""}`;
  const { log } = visit("/watches", {
    "GET /watches": () => list([watch]),
    [`PATCH ${path}`]: () => watch,
  });
  const user = userEvent.setup();
  const field = await screen.findByLabelText(/How often to ask/);

  expect(field).toHaveDisplayValue("10 min");
  await user.selectOptions(field, "Auto");
  await user.selectOptions(field, "1 h");

  await waitFor(() => {
    expect(log.filter(({ method }) => method === "PATCH").map(({ body }) => body)).toEqual([
      { fixed: false },
      { every_seconds: 3_600 },
    ]);
  });
});

test("what bolo has learned is said", async () => {
  visit("/watches", {
    "GET /watches": () => list([{ ...first, fixed: false, every_seconds: 2_700 }]),
  });

  expect(await screen.findByLabelText(/How often to ask/)).toHaveDisplayValue("Auto · 45 min");
  expect(intervals(5)).toEqual([5, 60, 300, 600, 1_800, 3_600, 21_600, 86_400]);
});

test.each([
  ["press", blocked, async () => userEvent.click(screen.getByRole("button", { name: /Undo/ }))],
  ["key", first, async () => userEvent.keyboard("u")],
])("a removed watch is brought back by a %s", async (_, watch, undo) => {
  let there = true;
  const label = watch?.label ?? "";
  const path = `/watches/${watch?.id ?? ""}`;
  visit("/watches", {
    "GET /watches": () => list(there ? [watch] : []),
    [`DELETE ${path}`]: () => {
      there = false;
      return undefined;
    },
    [`POST ${path}/restore`]: () => {
      there = true;
      return watch;
    },
  });

  await userEvent.click(await screen.findByRole("button", { name: `Remove ${label}` }));
  expect(await screen.findByText("Nothing is watched yet")).toBeVisible();
  await undo();

  expect(await screen.findByText(`${label} is watched again.`)).toBeVisible();
  expect(await screen.findByRole("button", { name: `Remove ${label}` })).toBeVisible();
});

test.each([
  [0, false, "Nothing is on offer here."],
  [1, false, "1 offer, and that is all."],
  [250, true, "250 offers on the first page, and more behind it; a watch reads them all."],
])("%i offers and more: %s is said as it is", (count, more, words) => {
  const offers = Array.from({ length: count }, () => ({})) as never[];

  expect(countWords({ offers, more })).toBe(words);
});
