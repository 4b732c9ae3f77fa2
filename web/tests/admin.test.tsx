import { screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { answersAt, plain } from "./contract.ts";
import { list, session, visit } from "./visit.tsx";

test("a source of the demo street has the name it has elsewhere, beside its address", async () => {
  const routes = answersAt(plain);
  const known = routes["GET /admin/sources"]?.(undefined as never) as { items: object[] };
  const health = { state: "ok", reason: null };
  const one = { ...known.items[0], health, demo: true, workspaces: 2 };
  const street = [{ title: "Harbour Goods (demo)", url: "http://127.0.0.1:23351/" }];
  visit("/admin", {
    ...routes,
    "GET /session": () => session,
    "GET /demo": () => ({ available: true, running: true, installed: true, shops: street }),
    "GET /admin/sources": () =>
      list([
        { ...one, host: "127.0.0.1:23351" },
        { ...one, host: "shop.example", demo: false },
      ]),
  });

  const named = await screen.findByText("Harbour Goods (demo)");

  expect(named.parentElement).toHaveTextContent("127.0.0.1:23351 · 2 workspaces ask");
  expect(screen.getByText("shop.example").parentElement).toHaveTextContent(
    /shop\.example\s*2 workspaces ask$/,
  );
});
