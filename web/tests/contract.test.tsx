/** Every page holds, whatever the contract lets the server answer. */
import { cleanup, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import { after, answersAt, named, plain, type Edge } from "./contract.ts";
import { session, visit } from "./visit.tsx";

const AT = "00000000-0000-7000-8000-00000000000a";
const addresses = [
  "/",
  `/opportunities/${AT}`,
  "/allocation",
  "/worth?q=lamp",
  "/reviews",
  "/reviews/prices",
  "/reviews/answered",
  `/products/${AT}`,
  "/searches",
  "/searches/new",
  `/searches/${AT}`,
  "/follows",
  `/follows/${AT}`,
  "/templates",
  "/listings",
  `/listings/${AT}`,
  "/watches",
  "/alerts",
  "/backtests",
  `/backtests/${AT}`,
  "/paper",
  "/calibration",
  "/sources",
  "/notifications",
  "/team",
  "/audit",
  "/settings",
  "/plan",
  "/admin",
  "/account",
  "/account/security",
  "/account/keys",
  "/account/data",
  "/welcome",
];

const LONG = "Ausführlich".repeat(30);

const least: Edge = { ...plain, absent: () => true, items: () => 0, text: () => "-" };
const most: Edge = {
  absent: () => false,
  items: () => 3,
  amount: () => "123456789012345678.12",
  decimal: () => "1",
  integer: () => 1_234_567,
  currency: () => "KWD",
  text: (name) => named(`${name} ${LONG}`),
  pick: (count) => count - 1,
  time: after("9999-01-01T00:00:00Z"),
};
const below: Edge = {
  ...plain,
  items: () => 1,
  amount: () => "-1234",
  decimal: () => "-0.5",
  currency: () => "JPY",
  time: after("1970-01-01T00:00:00Z"),
};

/** All of these mixed, the same way for the same seed (mulberry32). */
function mixed(seed: number): Edge {
  let state = seed;
  const chance = () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
  const pick = (count: number) => Math.floor(chance() * count);
  const of = <One,>(...choices: One[]) => choices[pick(choices.length)] as One;
  return {
    absent: () => chance() < 0.4,
    items: () => of(0, 1, 2, 5),
    amount: () => of("0", "0.01", "-0.004", "19.99", "1000000", "-250.5", "99999999999.999"),
    decimal: () => of("0", "1", "0.5", "0.999", "-0.25", "12.5", "0.0001"),
    integer: () => of(0, 1, 2, 7, 365, 1_234_567),
    currency: () => of("EUR", "JPY", "KWD", "USD", "XXX"),
    text: (name) => named(of(name, "12", LONG, "https://shop.example/a?b=c")),
    pick,
    time: of(least, most, below).time,
  };
}

const edges: Record<string, Edge> = {
  "the least": least,
  "nothing but zeros": plain,
  "the most": most,
  "less than nothing": below,
};
for (const seed of [1, 2]) edges[`mixture ${seed}`] = mixed(seed);

/** What no figure may read as; a count of seven digits has its separators, a share its end. */
const wrong = /.{0,80}(?:NaN|undefined|Invalid Date|\[object|Infinity).{0,20}/g;
const bare = /.{0,40}(?:\b1234567\b|\d\.\d{6,}).{0,20}/g;

/** All that is read or heard; what fields hold is as it is typed. */
function wordsOf(page: HTMLElement): string {
  const told = [...page.querySelectorAll("[aria-label], [aria-valuetext], [title], [alt]")];
  const names = ["aria-label", "aria-valuetext", "title", "alt"];
  const heard = told.flatMap((one) => names.map((name) => one.getAttribute(name)));
  const texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  const read: (string | null)[] = [];
  while (texts.nextNode()) read.push(texts.currentNode.textContent);
  return [...heard, ...read].filter(Boolean).join("\n");
}

async function faultsOf(address: string, edge: Edge): Promise<string[]> {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const routes = answersAt(edge);
  const { client, router } = visit(address, {
    ...routes,
    "GET /session": () => ({
      ...session,
      workspace: { id: "w", name: edge.text("name"), currency: edge.currency() },
    }),
  });
  await waitFor(() => {
    expect(document.querySelector("main :is(h1, h2)")).not.toBeNull();
    expect(router.state.status).toBe("idle");
    expect(client.isFetching()).toBe(0);
  });
  const thrown = said.mock.calls
    .map((words) => words.map(String).join(" ").slice(0, 900))
    .filter((words) => !words.includes("same key"));
  const broken = screen.queryAllByText(/could not be loaded/).map(({ textContent }) => textContent);
  const unreadable = [
    ...(document.body.outerHTML.match(wrong) ?? []),
    ...(wordsOf(document.body).match(bare) ?? []),
  ];
  cleanup();
  said.mockRestore();
  return [...thrown, ...broken, ...unreadable].map((fault) => `${address}: ${fault}`);
}

test.each(Object.entries(edges))("with %s in the answers, every page is drawn", async (_, edge) => {
  const faults: string[] = [];
  for (const address of addresses) {
    faults.push(...(await faultsOf(address, edge)));
  }

  expect(faults).toEqual([]);
});
