import { QueryClientProvider } from "@tanstack/react-query";
import { act, render, renderHook, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { expect, test, vi } from "vitest";

import { PAGE_SIZE } from "@/api/opportunities";
import { OpportunitiesPage } from "@/features/opportunities/opportunities-page";
import { extended, pagesToAsk, usePages } from "@/features/opportunities/paging";

import { opportunity } from "../dev/street.ts";
import { quickClient, Refusal, serve, type Reply } from "./api.ts";
import { screen as display } from "./setup.ts";

const facets = {
  verdicts: [{ value: "buy", count: 7 }],
  marketplaces: [],
  shops: [],
  categories: [],
};

const pageOf =
  (total: number): Reply =>
  ({ query }) => {
    const start = Number(query.get("cursor") ?? 0);
    const end = Math.min(total, start + PAGE_SIZE);
    return {
      items: Array.from({ length: end - start }, (_, index) => opportunity(start + index)),
      next: end < total ? String(end) : null,
      total,
    };
  };

function within(children: ReactNode, client = quickClient()) {
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

function show(list: Reply, filters = {}) {
  const log = serve({ "GET /opportunities": list, "GET /opportunities/facets": () => facets });
  const onOpen = vi.fn();
  const onFilters = vi.fn();
  const client = quickClient();
  render(
    within(
      <OpportunitiesPage filters={filters} onFilters={onFilters} openId={null} onOpen={onOpen} />,
      client,
    ),
  );
  return { log, onOpen, onFilters, client };
}

test("the chain of cursors grows, and is cut where a page has moved", () => {
  expect(extended([null], 0, "a")).toEqual([null, "a"]);
  expect(extended([null, "a", "b"], 0, "a")).toEqual([null, "a", "b"]);
  expect(extended([null, "a", "b"], 0, "x")).toEqual([null, "x"]);
  expect(extended([null, "a", "b"], 1, null)).toEqual([null, "a"]);
});

test("a jump beyond what is known walks on from the last known page", () => {
  expect(pagesToAsk([null, "a"], 0, 1)).toEqual([0, 1]);
  expect(pagesToAsk([null, "a"], 7, 8)).toEqual([1]);
  expect(pagesToAsk([null, "a"], 1, 4)).toEqual([1]);
});

test("a jump far down reads on page by page until it is there", async () => {
  const log = serve({ "GET /opportunities": pageOf(PAGE_SIZE * 6) });
  const client = quickClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const query = { sort: "-rank" };
  const { result, rerender } = renderHook(
    ({ page }) => usePages(query, { first: page, last: page }),
    {
      wrapper,
      initialProps: { page: 0 },
    },
  );
  await waitFor(() => {
    expect(result.current.total).toBe(PAGE_SIZE * 6);
  });

  rerender({ page: 5 });
  await waitFor(() => {
    expect(result.current.at(PAGE_SIZE * 5 + 3)?.id).toBe(opportunity(PAGE_SIZE * 5 + 3).id);
  });

  expect(log.map(({ query: asked }) => asked.get("cursor"))).toEqual([
    null,
    ...[1, 2, 3, 4, 5].map((page) => String(page * PAGE_SIZE)),
  ]);
  expect(result.current.at(0)).toBeUndefined();
});

test("of a hundred thousand rows only a screenful is drawn", async () => {
  show(pageOf(100_000));

  await screen.findAllByRole("link");

  expect(screen.getByText("100,000")).toBeVisible();
  expect(screen.getByRole("table")).toHaveAttribute("aria-rowcount", "100001");
  expect(screen.getAllByRole("row").length).toBeLessThan(40);
});

test("j and k walk the rows, Enter opens the one that has the focus", async () => {
  const { onOpen } = show(pageOf(50));
  const user = userEvent.setup();
  await screen.findAllByRole("link");

  await user.keyboard("jjk");
  const first = screen.getAllByRole("link")[0];
  expect(first).toHaveFocus();
  await user.keyboard("{Enter}");

  expect(onOpen).toHaveBeenCalledExactlyOnceWith(opportunity(0).id);
});

test("what is live moves a deal, and neither the walk nor the focus stays behind at its place", async () => {
  let first = 0;
  const moving: Reply = () => ({
    items: Array.from({ length: 20 }, (_, index) => opportunity(first + index)),
    next: null,
    total: 20,
  });
  const { onOpen, client } = show(moving);
  const user = userEvent.setup();
  await screen.findAllByRole("link");
  await user.keyboard("jjj");

  first = 1;
  await act(() => client.invalidateQueries());
  await user.keyboard("j{Enter}");
  await user.keyboard("/");
  first = 2;
  await act(() => client.invalidateQueries());

  expect(onOpen).toHaveBeenCalledExactlyOnceWith(opportunity(3).id);
  expect(screen.getByRole("searchbox")).toHaveFocus();
});

test("slash goes to the search, and what is typed there is asked of the server", async () => {
  const { onFilters } = show(pageOf(50));
  const user = userEvent.setup();
  await screen.findAllByRole("link");

  await user.keyboard("/");
  await user.keyboard("jacket");

  expect(screen.getByRole("searchbox")).toHaveFocus();
  await waitFor(() => {
    expect(onFilters).toHaveBeenCalledWith({ q: "jacket" });
  });
});

test("a column head sorts on the server, a chip filters", async () => {
  const { onFilters } = show(pageOf(50));
  const user = userEvent.setup();
  await screen.findAllByRole("link");

  await user.click(screen.getByRole("button", { name: "ROI" }));
  await user.click(screen.getByRole("button", { name: /Buy 7/ }));

  expect(screen.getByRole("columnheader", { name: "Profit" })).not.toHaveAttribute("aria-sort");
  expect(onFilters.mock.calls).toEqual([[{ sort: "-roi" }], [{ verdict: ["buy"] }]]);
});

test("limits are typed as percent and asked as exact fractions", async () => {
  const { onFilters } = show(pageOf(50));
  const user = userEvent.setup();

  await user.click(screen.getByRole("button", { name: "Limits" }));
  await user.type(screen.getByLabelText("Margin at least"), "12.5{Enter}");

  expect(onFilters).toHaveBeenCalledWith({ min_margin: "0.125" });
});

test("nothing at all and nothing that matches are told apart", async () => {
  show(pageOf(0));
  expect(await screen.findByText("No opportunities yet")).toBeVisible();

  const { onFilters } = show(pageOf(0), { q: "zebra" });
  await userEvent.click(await screen.findByRole("button", { name: "Clear filters" }));

  expect(onFilters).toHaveBeenCalledWith({});
});

test("a failure is said in the server's own words and can be tried again", async () => {
  let broken = true;
  show((asked) => (broken ? new Refusal(503, "The database is resting.") : pageOf(3)(asked)));

  expect(await screen.findByText("The database is resting.")).toBeVisible();
  broken = false;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));

  expect(await screen.findAllByRole("link")).toHaveLength(3);
});

test("on a narrow screen rows are cards and sorting is a list", async () => {
  display.narrow = true;
  show(pageOf(5));

  expect(await screen.findAllByRole("link")).toHaveLength(5);
  expect(screen.getAllByRole("listitem")).toHaveLength(5);
  expect(screen.queryByRole("table")).toBeNull();
  expect(screen.getByLabelText("Sort by")).toBeVisible();
  act(() => {
    display.narrow = false;
  });
});
