/** Rows stay where somebody reads them; what is new above is counted, and waits. */
import { QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { shiftOf, newAbove } from "@/features/opportunities/keeping";
import { OpportunitiesPage } from "@/features/opportunities/opportunities-page";
import { newAtHead, useHeld } from "@/lib/held";

import { opportunity } from "../dev/street.ts";
import { quickClient, serve } from "./api.ts";

const rowHeight = 54;
const places = (...ids: string[]) => new Map(ids.map((id, at) => [id, at]));

test("rows are followed by as much as most of them moved", () => {
  const before = places("a", "b", "c");

  expect(shiftOf(before, places("x", "y", "a", "b", "c"), null)).toBe(2);
  expect(shiftOf(before, places("b", "c"), null)).toBe(-1);
  expect(shiftOf(before, places("u", "v"), null)).toBe(0);
});

test("the held row stays under the pointer, unless it alone changed its rank", () => {
  const before = places("a", "b", "c", "d", "e");
  const between = places("a", "b", "x", "c", "d", "e");
  const far = new Map([...before].map(([id, at]) => [id, at + 40]));

  expect(shiftOf(before, between, "b")).toBe(0);
  expect(shiftOf(before, between, "d")).toBe(1);
  expect(shiftOf(far, new Map(far).set("c", 0), "c")).toBe(0);
});

test("new above is what was never seen, and only above the first row on screen", () => {
  expect(newAbove(["x", "a", "y", "b", "z"], new Set(["a", "b"]), 3)).toEqual(["x", "y"]);
});

test("new at the head stands before something known; what follows was scrolled to", () => {
  const items = ["x", "a", "y", "b", "older"].map((id) => ({ id }));

  expect(newAtHead(items, new Set(["a", "b"])).map(({ id }) => id)).toEqual(["x", "y"]);
  expect(newAtHead(items, new Set())).toEqual([]);
});

function showDeals() {
  let first = 10;
  serve({
    "GET /opportunities": () => ({
      items: Array.from({ length: 60 }, (_, index) => opportunity(first + index)),
      next: null,
      total: 60,
    }),
    "GET /opportunities/facets": () => ({
      ...{ verdicts: [], marketplaces: [], shops: [], categories: [] },
    }),
  });
  const client = quickClient();
  const { container } = render(
    <QueryClientProvider client={client}>
      <OpportunitiesPage filters={{}} onFilters={vi.fn()} openId={null} onOpen={vi.fn()} />
    </QueryClientProvider>,
  );
  return {
    scroller: () => container.querySelector("[role=table]")?.parentElement,
    grow: async (by: number) => {
      first -= by;
      await act(() => client.invalidateQueries());
    },
  };
}

test("who walks the list keeps the row, and is told how many are new above it", async () => {
  const { scroller, grow } = showDeals();
  await screen.findAllByRole("link");
  await userEvent.keyboard("jj");

  await grow(3);

  expect(await screen.findByRole("button", { name: "3 new" })).toBeVisible();
  expect(scroller()?.scrollTop).toBe(3 * rowHeight);
});

test("to who neither reads nor has scrolled, new deals come in at the top", async () => {
  const { scroller, grow } = showDeals();
  await screen.findAllByRole("link");

  await grow(3);

  expect(scroller()?.scrollTop).toBe(0);
  expect(screen.queryByRole("button", { name: /new/ })).toBeNull();
});

function Names({ ids }: { ids: string[] }) {
  const { at, shown, waiting, show } = useHeld(ids.map((id) => ({ id })));
  return (
    <div ref={at}>
      <ul>
        {shown.map(({ id }) => (
          <li key={id}>{id}</li>
        ))}
      </ul>
      <button onClick={show}>{waiting} new</button>
    </div>
  );
}

const names = () => screen.getAllByRole("listitem").map(({ textContent }) => textContent);

test("what is new waits while the pointer is in the list, and comes when it is asked for", async () => {
  const user = userEvent.setup();
  const { rerender } = render(<Names ids={["a", "b"]} />);
  await user.hover(screen.getByText("a"));

  rerender(<Names ids={["x", "a", "older"]} />);
  expect(names()).toEqual(["a", "older"]);
  await user.click(screen.getByRole("button", { name: "1 new" }));

  expect(names()).toEqual(["x", "a", "older"]);
});

test("what is new comes in at once when nobody reads, and what comes back is not new", async () => {
  const user = userEvent.setup();
  const { rerender } = render(<Names ids={["a", "b", "c"]} />);

  rerender(<Names ids={["x", "a", "b", "c"]} />);
  expect(names()).toEqual(["x", "a", "b", "c"]);
  await user.hover(screen.getByText("c"));
  rerender(<Names ids={["x", "b", "c"]} />);
  rerender(<Names ids={["x", "a", "b", "c"]} />);

  expect(names()).toEqual(["x", "a", "b", "c"]);
});
