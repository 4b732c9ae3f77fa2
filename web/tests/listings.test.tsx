import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { exportAddress, type FeedListing } from "@/api/feed";
import { readFeedFilters, toFeedQuery } from "@/lib/feed-filters";

import { list, visit } from "./visit.tsx";

const listing = (place: number, more: Partial<FeedListing> = {}): FeedListing => ({
  id: `00000000-0000-4000-8000-${String(place).padStart(12, "0")}`,
  marketplace: "shopify",
  shop: "shop.example",
  title: `Mug ${place}`,
  url: "https://shop.example/mug",
  image: null,
  price: { amount: "12.50", currency: "EUR" },
  was_price: null,
  availability: "in_stock",
  condition: "new",
  brand: null,
  gtin: null,
  mpn: null,
  variant: null,
  seen_at: "2026-03-09T12:00:00Z",
  gone_at: null,
  demo: false,
  first_seen_at: "2026-03-09T12:00:00Z",
  seller: null,
  place: "Leeds",
  country: "GB",
  category: null,
  product_id: null,
  viewed: false,
  saved: false,
  hidden: false,
  opened: 0,
  note: "",
  tags: [],
  deal: null,
  ...more,
});

const facets = {
  marketplaces: [{ value: "shopify", count: 2 }],
  shops: [],
  conditions: [],
  tags: [],
};

function visitFeed(items: FeedListing[], near = false) {
  return visit("/listings", {
    "GET /listings": () => ({ ...list(items), near }),
    "GET /listings/facets": () => facets,
    "POST /listings/bulk": () => undefined,
    [`PATCH /listings/${listing(1).id}`]: () => listing(1, { saved: true }),
  });
}

test("the address and the API say the same filters", () => {
  const read = readFeedFilters({
    q: " mug ",
    shelf: "saved",
    shop: "a.example",
    min_price: "5",
    max_price: "cheap",
    colour: "red",
  });

  expect(read).toEqual({ q: " mug ", shelf: "saved", shop: ["a.example"], min_price: "5" });
  expect(toFeedQuery(read)).toEqual({
    q: " mug ",
    saved: true,
    shop: ["a.example"],
    min_price: "5",
  });
  expect(exportAddress(toFeedQuery(read), "csv")).toBe(
    "/api/v1/listings/export?format=csv&q=+mug+&shop=a.example&min_price=5&saved=true",
  );
});

test("a listing shows its price and can be saved", async () => {
  const { log } = visitFeed([listing(1), listing(2)]);
  const user = userEvent.setup();

  expect(await screen.findByText("2 listings, the newest first")).toBeVisible();
  expect(screen.getAllByText("€12.50")).toHaveLength(2);
  await user.click(screen.getByRole("button", { name: "Save: Mug 1" }));

  await waitFor(() => {
    expect(log.find(({ method }) => method === "PATCH")?.body).toEqual({ saved: true });
  });
});

test.each([
  { minutes: 8, said: "Within 10 min" },
  { minutes: 180, said: "3 h ago" },
])("what was seen $minutes minutes ago is said to be $said", async ({ minutes, said }) => {
  const seen_at = new Date(Date.now() - minutes * 60_000).toISOString();
  const one = listing(1, { seen_at });
  visit(`/listings/${one.id}`, {
    [`GET /listings/${one.id}`]: () => one,
    [`PATCH /listings/${one.id}`]: () => one,
    [`GET /listings/${one.id}/similar`]: () => ({ ...list([]), near: false }),
    [`GET /listings/${one.id}/prices`]: () => list([]),
    "GET /listings/facets": () => facets,
  });

  expect((await screen.findByText("Last seen")).nextSibling).toHaveTextContent(said);
});

test("many are marked at once", async () => {
  const { log } = visitFeed([listing(1), listing(2)]);
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Select" }));
  await user.click(screen.getByRole("button", { name: "Choose all shown" }));
  const chosen = within(screen.getByRole("group", { name: "Chosen listings" }));
  await user.type(chosen.getByLabelText("Tag"), "gift{Enter}");

  await waitFor(() => {
    expect(log.find(({ path }) => path === "/listings/bulk")?.body).toEqual({
      add_tags: ["gift"],
      ids: [listing(1).id, listing(2).id],
    });
  });
});

test("words that nothing has say so, and what comes near is shown", async () => {
  visitFeed([listing(1)], true);

  expect(await screen.findByText("No title has these words; these come near.")).toBeVisible();
});

test("a shelf is chosen and stands in the address", async () => {
  const { router, log } = visitFeed([]);
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Saved" }));

  await waitFor(() => {
    expect(router.state.location.search).toEqual({ shelf: "saved" });
  });
  expect(await screen.findByText("Nothing is like that")).toBeVisible();
  expect(log.some(({ path, query }) => path === "/listings" && query.get("saved") === "true")).toBe(
    true,
  );
});

test("opening a listing marks it as looked at, and its note is kept", async () => {
  const one = listing(1, { note: "old", tags: ["gift"] });
  const { log } = visit(`/listings/${one.id}`, {
    [`GET /listings/${one.id}`]: () => one,
    [`PATCH /listings/${one.id}`]: () => one,
    [`GET /listings/${one.id}/similar`]: () => ({ ...list([listing(2)]), near: false }),
    [`GET /listings/${one.id}/prices`]: () => list([]),
    "GET /listings/facets": () => facets,
  });
  const user = userEvent.setup();

  expect(await screen.findByRole("link", { name: /Open at the shop/ })).toHaveAttribute(
    "href",
    `/api/v1/listings/${one.id}/open`,
  );
  await new Promise((r) => setTimeout(r, 2000));
  console.log(
    log.map((a) => a.path + a.query.toString()).join("\n"),
    document.body.textContent.slice(-600),
  );
  expect(await screen.findByText("Mug 2")).toBeVisible();
  expect(screen.getByText("Leeds, GB")).toBeVisible();
  await user.type(screen.getByLabelText("Note"), "!");
  await user.click(screen.getByRole("button", { name: "Keep note and tags" }));

  await waitFor(() => {
    expect(log.filter(({ method }) => method === "PATCH").map(({ body }) => body)).toEqual([
      { viewed: true },
      { note: "old!", tags: ["gift"] },
    ]);
  });
});

test.each([
  { opened: 1, said: "Once" },
  { opened: 1_200, said: `${(1_200).toLocaleString()} times` },
])("a listing that was opened $opened times says so", async ({ opened, said }) => {
  const one = listing(1, { opened });
  visit(`/listings/${one.id}`, {
    [`GET /listings/${one.id}`]: () => one,
    [`PATCH /listings/${one.id}`]: () => one,
  });

  expect((await screen.findByText("Opened")).nextSibling).toHaveTextContent(said);
});

test("the next page comes though something new cut its question off", async () => {
  class Near {
    constructor(private readonly told: IntersectionObserverCallback) {}
    observe() {
      const seen = [{ isIntersecting: true } as IntersectionObserverEntry];
      queueMicrotask(() => {
        this.told(seen, this as unknown as IntersectionObserver);
      });
    }
    disconnect() {
      // told once, when it begins to look
    }
  }
  vi.stubGlobal("IntersectionObserver", Near);
  let asked = 0;
  const { client } = visit("/listings", {
    "GET /listings": async ({ query }) => {
      if (query.get("cursor") === null) return { ...list([listing(1)]), next: "on", near: false };
      asked += 1;
      if (asked === 1) {
        setTimeout(() => void client.invalidateQueries({ queryKey: ["feed"] }), 50);
        await new Promise((over) => setTimeout(over, 300));
      }
      return { ...list([listing(2)]), near: false };
    },
    "GET /listings/facets": () => facets,
  });

  expect(await screen.findByText("Mug 2")).toBeVisible();
  vi.unstubAllGlobals();
});
