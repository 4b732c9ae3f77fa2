import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";

import { feed, type FeedListing } from "@/api/feed";
import { gather, staleAfter } from "@/api/freshness";
import { listings } from "@/api/listings";
import { backoff, LiveFeed, type LiveEvent, type LiveState, type Socket } from "@/api/live";
import { products } from "@/api/products";

import { product } from "../dev/reviews.ts";

function stage() {
  const opened: { address: string; socket: Socket }[] = [];
  const waits: { run: () => void; milliseconds: number }[] = [];
  const seen = { events: [] as LiveEvent[], states: [] as LiveState[], gaps: 0, signedOut: 0 };
  const feed = new LiveFeed({
    open: (address) => {
      const socket: Socket = { onmessage: null, onclose: null, close: () => undefined };
      opened.push({ address, socket });
      return socket;
    },
    later: (run, milliseconds) => {
      waits.push({ run, milliseconds });
      return () => undefined;
    },
    random: () => 1,
    onEvent: (event) => seen.events.push(event),
    onState: (state) => seen.states.push(state),
    onGap: () => (seen.gaps += 1),
    onSignedOut: () => (seen.signedOut += 1),
  });
  const say = (message: unknown) =>
    opened.at(-1)?.socket.onmessage?.({ data: JSON.stringify(message) });
  const drop = (code = 1006) => opened.at(-1)?.socket.onclose?.({ code });
  return { feed, opened, waits, seen, say, drop };
}

test("the first connection begins where the server stands", () => {
  const { feed, opened, seen, say } = stage();

  feed.start();
  say({ hello: 40, resumed: false });
  say({ position: 41, kind: "VerdictReached", ids: ["a"] });

  expect(opened[0]?.address).toBe("/api/v1/live");
  expect(seen.events).toEqual([{ position: 41, kind: "VerdictReached", ids: ["a"] }]);
  expect(seen.gaps).toBe(0);
  expect(seen.states).toEqual(["connecting", "live"]);
});

test("after a break it asks for what came after the last position", () => {
  const { feed, opened, waits, seen, say, drop } = stage();
  feed.start();
  say({ hello: 40, resumed: false });
  say({ position: 44, kind: "PriceMoved", ids: [] });

  drop();
  waits[0]?.run();
  say({ hello: 50, resumed: true });
  say({ position: 45, kind: "PriceMoved", ids: [] });

  expect(opened[1]?.address).toBe("/api/v1/live?after=44");
  expect(seen.events.map(({ position }) => position)).toEqual([44, 45]);
  expect(seen.gaps).toBe(0);
});

test("a server that cannot resume makes everything be asked again", () => {
  const { feed, waits, seen, say, drop } = stage();
  feed.start();
  say({ hello: 40, resumed: false });

  drop();
  waits[0]?.run();
  say({ hello: 900, resumed: false });

  expect(seen.gaps).toBe(1);
});

test("an event told twice is heard once", () => {
  const { feed, seen, say } = stage();
  feed.start();
  say({ hello: 1, resumed: false });

  say({ position: 2, kind: "AlertRaised", ids: [] });
  say({ position: 2, kind: "AlertRaised", ids: [] });

  expect(seen.events).toHaveLength(1);
});

test("waits double up to half a minute and start anew after a good connection", () => {
  const { feed, waits, say, drop } = stage();
  feed.start();
  for (let round = 0; round < 7; round += 1) {
    drop();
    waits.at(-1)?.run();
  }

  say({ hello: 1, resumed: false });
  drop();

  expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 1_000,
  ]);
  expect(backoff(3, () => 0)).toBe(4_000);
});

test("being signed out ends it, silence does not", () => {
  const { feed, waits, seen, drop } = stage();
  feed.start();

  drop(4401);

  expect(seen.signedOut).toBe(1);
  expect(waits).toHaveLength(0);
});

test("noise on the line is ignored", () => {
  const { feed, opened, seen, say } = stage();
  feed.start();

  opened[0]?.socket.onmessage?.({ data: "not json" });
  say(["a list"]);
  say({ kind: "no position" });

  expect(seen.events).toEqual([]);
});

test("a burst of events asks for each thing once", async () => {
  vi.useFakeTimers();
  const client = new QueryClient();
  const invalidate = vi.spyOn(client, "invalidateQueries");
  const gathered = gather(client, 500, 5_000);

  for (let position = 0; position < 50; position += 1) {
    gathered.event({ position, kind: "VerdictReached", ids: [] });
  }
  gathered.event({ position: 51, kind: "SomethingNew", ids: [] });
  await vi.advanceTimersByTimeAsync(600);

  expect(invalidate.mock.calls).toMatchObject([[{ queryKey: ["opportunities"] }]]);
  expect(staleAfter("AlertRaised")).toEqual([["alerts"]]);
  expect(staleAfter("TeamChanged")).toEqual([["team"], ["audit"]]);
  vi.useRealTimers();
});

test("what could not be loaded says so for a while, and is not asked for at each event", async () => {
  vi.useFakeTimers();
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const ask = vi.fn(() => Promise.reject(new Error("no")));
  const failing = new QueryObserver(client, { queryKey: ["opportunities", "list"], queryFn: ask });
  const states: string[] = [];
  const stop = failing.subscribe(({ status }) => states.push(status));
  const gathered = gather(client, 500, 5_000);
  await vi.advanceTimersByTimeAsync(10);
  states.length = 0;

  for (let position = 0; position < 4; position += 1) {
    gathered.event({ position, kind: "VerdictReached", ids: [] });
    await vi.advanceTimersByTimeAsync(600);
  }
  const [soon, asked] = [[...states], ask.mock.calls.length];
  await vi.advanceTimersByTimeAsync(5_000);

  expect(soon).toEqual([]);
  expect(asked).toBe(1);
  expect(ask).toHaveBeenCalledTimes(2);
  stop();
  vi.useRealTimers();
});

/** Two products shown, and which of them are stale; the second has listings of its own. */
function shownProducts() {
  vi.useFakeTimers();
  const client = new QueryClient();
  const one = product(1);
  const other = { ...product(2), offers: [], verdicts: [] };
  const keys = [one, other].map((shown) => {
    const { queryKey } = products.one(shown.product.id, {});
    client.setQueryData(queryKey, shown);
    return queryKey;
  });
  const stale = () => keys.map((key) => client.getQueryState(key)?.isInvalidated);
  return { one, stale, gathered: gather(client, 500, 5_000) };
}

test("a product is asked for again when its listing's price moved, not when another's did", async () => {
  const { one, stale, gathered } = shownProducts();

  gathered.event({ position: 1, kind: "PriceMoved", ids: ["another"] });
  await vi.advanceTimersByTimeAsync(6_000);
  const afterAnother = stale();
  gathered.event({ position: 2, kind: "PriceMoved", ids: [one.offers[0]?.id ?? ""] });
  await vi.advanceTimersByTimeAsync(600);

  expect(afterAnother).toEqual([false, false]);
  expect(stale()).toEqual([true, false]);
  vi.useRealTimers();
});

test("a product is asked for again when its deal was judged", async () => {
  const { one, stale, gathered } = shownProducts();

  gathered.event({
    position: 1,
    kind: "VerdictReached",
    ids: [one.verdicts[0]?.opportunity_id ?? ""],
  });
  await vi.advanceTimersByTimeAsync(600);

  expect(stale()).toEqual([true, false]);
  vi.useRealTimers();
});

test("after new links every product is asked for again, but seldom", async () => {
  const { stale, gathered } = shownProducts();

  gathered.event({ position: 1, kind: "ListingLinked", ids: ["a new listing"] });
  await vi.advanceTimersByTimeAsync(4_000);
  const soon = stale();
  await vi.advanceTimersByTimeAsync(2_000);

  expect(soon).toEqual([false, false]);
  expect(stale()).toEqual([true, true]);
  vi.useRealTimers();
});

const LISTING = { id: "a", deal: { id: "d" } } as FeedListing;

/** One listing's page as it is shown, and what of it is stale. */
function shownListing() {
  vi.useFakeTimers();
  const client = new QueryClient();
  client.setQueryData(feed.one("a").queryKey, LISTING);
  client.setQueryData(feed.similar("a").queryKey, { items: [{ ...LISTING, id: "b" }], next: null });
  client.setQueryData(listings.prices("a").queryKey, []);
  const keys = [feed.one("a"), feed.similar("a"), listings.prices("a")].map((one) => one.queryKey);
  const stale = () => keys.map((key) => client.getQueryState(key)?.isInvalidated);
  return { stale, gathered: gather(client, 500, 5_000) };
}

test("a listing's page asks again when it is named itself, and not for any other", async () => {
  const { stale, gathered } = shownListing();

  gathered.event({ position: 1, kind: "PriceMoved", ids: ["another"] });
  gathered.event({ position: 2, kind: "ListingSeen", ids: ["another"] });
  await vi.advanceTimersByTimeAsync(6_000);
  const afterAnother = stale();
  gathered.event({ position: 3, kind: "PriceMoved", ids: ["a"] });
  await vi.advanceTimersByTimeAsync(600);

  expect(afterAnother).toEqual([false, false, false]);
  expect(stale()).toEqual([true, false, true]);
  vi.useRealTimers();
});

test("what is like a listing is asked for again when one of it moved, or seldom", async () => {
  const { stale, gathered } = shownListing();

  gathered.event({ position: 1, kind: "ListingGone", ids: ["b"] });
  await vi.advanceTimersByTimeAsync(600);
  const afterOne = stale();
  gathered.event({ position: 2, kind: "VerdictReached", ids: ["another deal"] });
  await vi.advanceTimersByTimeAsync(600);
  const soon = stale();
  await vi.advanceTimersByTimeAsync(5_000);

  expect(afterOne).toEqual([false, true, false]);
  expect(soon).toEqual(afterOne);
  expect(stale()).toEqual([true, true, false]);
  vi.useRealTimers();
});
