/** What is new waits beside the title, where it lies over no row. */
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { answersAt, plain } from "./contract.ts";
import { list, session, visit } from "./visit.tsx";

const pages = [
  { address: "/listings", name: "Listings", word: "Listings" },
  { address: "/alerts", name: "Alerts", word: "Alerts" },
];

test.each(pages)("on $name it is told above the list, and comes in by a press", async (page) => {
  const known = answersAt({ ...plain, items: () => 4 })[`GET ${page.address}`]?.(
    undefined as never,
  );
  const { items } = known as { items: unknown[] };
  let shown = items.slice(2);
  const { client } = visit(page.address, {
    ...answersAt(plain),
    "GET /session": () => session,
    [`GET ${page.address}`]: () => ({ ...(known as object), ...list(shown) }),
  });
  const rows = await screen.findByRole("list", { name: page.word });
  const user = userEvent.setup();
  await user.tab();
  within(rows).getAllByRole("link")[0]?.focus();

  shown = items;
  await act(() => client.invalidateQueries());
  const button = await screen.findByRole("button", { name: "2 new" });

  expect(rows.children).toHaveLength(2);
  expect(rows.parentElement).not.toContainElement(button);
  const title = screen.getByRole("heading", { level: 1 });
  expect(button.compareDocumentPosition(title)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  await user.click(button);
  expect(rows.children).toHaveLength(4);
});
