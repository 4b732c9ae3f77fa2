import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { tokenOf } from "@/features/entry/token";
import { looksLikeAddress } from "@/lib/address";
import { formatAge, formatDistance, formatInterval, formatSince } from "@/lib/time";

import { QUARANTINE } from "../dev/places.ts";
import { detail, opportunity, prices } from "../dev/street.ts";
import { Refusal } from "./api.ts";
import { screen as display } from "./setup.ts";
import { list, session, visit } from "./visit.tsx";

test("the address alone restores the filters and asks the server with them", async () => {
  const { log } = visit("/?verdict=buy&min_roi=0.3&sort=-roi&q=lamp");

  await screen.findByRole("link", { name: opportunity(1).listing.title });

  const asked = log.find(({ path }) => path === "/opportunities")?.query.toString();
  expect(asked).toBe("sort=-roi&verdict=buy&min_roi=0.3&q=lamp&limit=200");
});

test("an opportunity has its own address, keeps the filters, and Escape closes it", async () => {
  const one = detail(1);
  const { router } = visit(`/opportunities/${one.id}?verdict=buy`, {
    [`GET /opportunities/${one.id}`]: () => one,
    [`GET /listings/${one.listing.id}/prices`]: () => list(prices(1)),
  });

  const panel = await screen.findByRole("region", { name: "Opportunity" });
  const bars = await within(panel).findByRole("table", { name: /Sale, fees/ });
  const history = await within(panel).findByRole("slider");
  expect(within(bars).getAllByRole("row")).toHaveLength(8);
  expect(within(panel).getByText("Final value fee", { selector: "th" })).toBeVisible();
  history.focus();
  await userEvent.keyboard("{ArrowLeft}");
  expect(history).toHaveAttribute("aria-valuenow", "41");
  await userEvent.keyboard("{Escape}");

  await waitFor(() => {
    expect(router.state.location.href).toBe("/?verdict=buy");
  });
});

test("on a phone an opened deal lies over the frame, and no key leads behind it", async () => {
  const one = detail(1);
  display.narrow = true;
  try {
    visit(`/opportunities/${one.id}`, {
      [`GET /opportunities/${one.id}`]: () => one,
      [`GET /listings/${one.listing.id}/prices`]: () => list(prices(1)),
    });

    await screen.findByRole("region", { name: "Opportunity" });
    const frame = screen.getByRole("complementary", { hidden: true });

    expect(frame).toHaveAttribute("inert");
    expect(screen.getByText("Skip to content")).toHaveAttribute("inert");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => {
      expect(frame).not.toHaveAttribute("inert");
    });
  } finally {
    display.narrow = false;
  }
});

test("the address of the list without a deal leads to the list", async () => {
  const { router } = visit("/opportunities?verdict=buy");

  await screen.findByRole("link", { name: opportunity(1).listing.title });

  expect(router.state.location.pathname).toBe("/");
});

test("a visitor whom nobody let in is told where the link is", async () => {
  const { log } = visit("/", {
    "GET /session": () => new Refusal(401, "Nobody is signed in."),
    "POST /session": () => session,
  });
  const user = userEvent.setup();

  await user.type(
    await screen.findByLabelText("Or paste the link here"),
    "http://127.0.0.1:8000/api/v1/signin?token=abc",
  );
  await user.click(screen.getByRole("button", { name: "Open it" }));

  await waitFor(() => {
    expect(log.find(({ method }) => method === "POST")?.body).toEqual({ token: "abc" });
  });
  expect(tokenOf("  plain-token ")).toBe("plain-token");
});

test("the first run offers the demo street", async () => {
  const { log } = visit("/", {
    "GET /session": () => ({ ...session, first_run: true }),
    "POST /demo": () => ({ running: true, installed: true, shops: [] }),
    "GET /templates": () => ({ items: [], next: null, categories: [] }),
  });

  await userEvent.click(await screen.findByRole("button", { name: "Start the demo" }));

  expect(log.some(({ method, path }) => method === "POST" && path === "/demo")).toBe(true);
});

test("the demo street is taken away with one press", async () => {
  const { log } = visit("/", {
    "GET /demo": () => ({ running: true, installed: true, shops: [] }),
    "DELETE /demo": () => undefined,
  });

  await userEvent.click(await screen.findByRole("button", { name: "Remove" }));

  expect(log.some(({ method, path }) => method === "DELETE" && path === "/demo")).toBe(true);
});

test("whoever does not run this bolo cannot take the demo street away", async () => {
  visit("/", {
    "GET /session": () => ({ ...session, operator: false }),
    "GET /demo": () => ({ running: true, installed: true, shops: [] }),
  });

  expect(await screen.findByText(/Demo street is on/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Remove" })).toBeNull();
});

test("a question mark shows the keys", async () => {
  visit("/");
  await screen.findByRole("link", { name: opportunity(1).listing.title });

  await userEvent.keyboard("?");

  const sheet = screen.getByRole("dialog", { name: "Keyboard shortcuts" });
  expect(sheet).toBeVisible();
  expect(sheet).toHaveTextContent("In Reviews: same, different, unsuresdu");
});

test.each([
  ["https://shop.example/a", true],
  ["shop.example", true],
  ["127.0.0.1:9000", false],
  ["http://127.0.0.1:9000/", true],
  ["sony wh-1000xm5", false],
  ["headphones", false],
])("%s is an address: %s", (text, wanted) => {
  expect(looksLikeAddress(text)).toBe(wanted);
});

test("times are said shortly", () => {
  const now = Date.parse("2026-01-10T12:00:00Z");

  expect(formatAge("2026-01-10T09:30:00Z", now)).toBe("2h");
  expect(formatAge("2026-01-10T12:00:10Z", now)).toBe("now");
  expect(formatDistance("2026-01-10T12:04:00Z", now)).toBe("in 4\u00a0min");
  expect(formatSince("2026-01-10T12:00:20Z", now)).toBe("just now");
  expect(formatDistance("2026-01-08T12:00:00Z", now)).toBe("2\u00a0d ago");
  expect(formatInterval(21_600)).toBe("6 h");
});

test("what is gone is asked for by the address, and told apart from what is open", async () => {
  const gone = { ...opportunity(1), status: "gone" as const };
  const { log, router } = visit("/?status=gone", {
    "GET /opportunities": () => ({ ...list([gone]), total: 1 }),
  });

  await screen.findByRole("link", { name: gone.listing.title });
  expect(screen.getByText("Gone", { selector: "span" })).toBeVisible();
  await userEvent.selectOptions(screen.getByLabelText("Which opportunities"), "Open now");

  await waitFor(() => {
    expect(router.state.location.href).toBe("/");
  });
  const asked = log.filter(({ path }) => path === "/opportunities");
  expect(asked[0]?.query.get("status")).toBe("gone");
  expect(asked.at(-1)?.query.has("status")).toBe(false);
});

test("a shop of the demo street has its name", async () => {
  const one = opportunity(1);
  visit("/", {
    "GET /demo": () => ({
      running: true,
      installed: true,
      shops: [{ title: "Harbor Goods (demo)", url: `http://${one.listing.shop}/`, kind: "x" }],
    }),
  });

  await screen.findByRole("link", { name: one.listing.title });

  expect(screen.getByText(/Harbor Goods \(demo\)/)).toBeVisible();
});

test("the address in an alert is a link, not words", async () => {
  visit("/alerts", {
    "GET /alerts": () => ({
      ...list([
        {
          id: "a",
          kind: "opportunity.buy",
          title: "20.00 EUR profit: Lamp",
          body: "Buy at lamp.example for 30.00 EUR. https://lamp.example/1",
          created_at: "2026-01-10T12:00:00Z",
          read_at: null,
          opportunity_id: null,
          demo: false,
        },
      ]),
      unread: 1,
    }),
  });

  const link = await screen.findByRole("link", { name: /Open listing/ });

  expect(link).toHaveAttribute("href", "https://lamp.example/1");
  expect(screen.getByText("Buy at lamp.example for €30.00.")).toBeVisible();
});

test("a page that states several prices alike leads to where one is chosen", async () => {
  visit("/sources", {
    "GET /sources": () => list([]),
    "GET /marketplaces": () => list([]),
    "GET /quarantine": () => list(QUARANTINE),
  });

  const quarantine = await screen.findByRole("list", { name: "Quarantine" });

  const links = within(quarantine).getAllByRole("link", { name: "Which price?" });
  expect(links.map((link) => link.getAttribute("href"))).toEqual(["/reviews/prices"]);
});

test.each([
  { watched: [], said: "Nothing is watched yet", next: "Watch a shop" },
  { watched: ["Mugs & Co"], said: "One source is watched", next: "Watch another" },
])("without deals the next step to the first is shown: $next", async ({ watched, said, next }) => {
  visit("/", {
    "GET /opportunities": () => ({ ...list([]), total: 0 }),
    "GET /watches": () => list(watched.map((label) => ({ id: label, label, offers: 3 }))),
  });

  expect(await screen.findByRole("heading", { name: said })).toBeVisible();
  expect(screen.getByRole("link", { name: next })).toHaveAttribute("href", "/watches");
});

test("with sources but without deals it is told how much is read already", async () => {
  visit("/", {
    "GET /opportunities": () => ({ ...list([]), total: 0 }),
    "GET /watches": () => list(["A", "B"].map((label) => ({ id: label, label, offers: 600 }))),
  });

  expect(await screen.findByText(/your 2 sources and knows 1,200 offers/)).toBeVisible();
});
