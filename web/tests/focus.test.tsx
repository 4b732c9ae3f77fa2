/** Where the focus is when something opens, closes or goes: never lost. */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { detail, prices } from "../dev/street.ts";
import { screen as size } from "./setup.ts";
import { list, visit } from "./visit.tsx";

test("a window that closes gives the focus back to what opened it", async () => {
  visit("/nowhere");
  const opener = await screen.findByRole("button", { name: "Keyboard shortcuts" });
  await userEvent.click(opener);
  const shown = await screen.findByRole("dialog");

  await userEvent.click(within(shown).getByRole("button", { name: "Close" }));

  await waitFor(() => {
    expect(screen.queryByRole("dialog")).toBeNull();
  });
  expect(opener).toHaveFocus();
});

test("whoever leaves by a link that goes with its page is taken to the new page's content", async () => {
  visit("/nowhere");
  const main = await screen.findByRole("main");
  const leaving = await within(main).findByRole("link", { name: "Opportunities" });

  await userEvent.click(leaving);

  await within(main).findByRole("heading", { name: "Opportunities" });
  await waitFor(() => {
    expect(main).toHaveFocus();
  });
});

test("whoever leaves by the navigation stays there", async () => {
  visit("/nowhere");
  const side = await screen.findByRole("complementary", { name: "bolo" });
  const link = within(side).getByRole("link", { name: "Opportunities" });

  await userEvent.click(link);

  await within(screen.getByRole("main")).findByRole("heading", { name: "Opportunities" });
  expect(link).toHaveFocus();
});

test("on a phone the list below an open panel is out of reach for keys, and back after it", async () => {
  size.narrow = true;
  const one = detail(1);
  const { router } = visit(`/opportunities/${one.id}`, {
    [`GET /opportunities/${one.id}`]: () => one,
    [`GET /listings/${one.listing.id}/prices`]: () => list(prices(1)),
  });
  const panel = await screen.findByRole("region", { name: "Opportunity" });
  const below = () => screen.getByRole("heading", { name: "Opportunities", hidden: true });
  expect(below().closest("[inert]")).not.toBeNull();

  await userEvent.click(within(panel).getByRole("button", { name: "Close" }));

  await waitFor(() => {
    expect(router.state.location.pathname).toBe("/");
  });
  expect(below().closest("[inert]")).toBeNull();
  size.narrow = false;
});
