import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";

import { emptyForm } from "@/features/searches/draft";
import { keep, readKept } from "@/features/welcome/kept";

import { Refusal } from "./api.ts";
import { list, session, visit } from "./visit.tsx";

const template = {
  slug: "game-boy",
  title: "Game Boy",
  category: "Retro",
  text: "Handhelds.",
  rule: "game boy -shell",
  featured: true,
  own: false,
  uses: 0,
};
const kind = {
  slug: "ntfy",
  title: "ntfy",
  note: "A topic.",
  by_browser: false,
  push_key: null,
  missing: null,
  settings: [],
};
const channel = {
  id: "c1",
  kind: "ntfy",
  title: "ntfy",
  label: "",
  settings: {},
  enabled: true,
  failures: 0,
  last_at: null,
  last_told: null,
  mine: true,
};
const market = (slug: string, connected: boolean) => ({
  slug,
  title: slug,
  home: null,
  country: null,
  connected,
  searchable: connected,
});
const form = { ...emptyForm, all: ["game", "boy"], none: ["shell"] };

function begin(address: string, routes: Parameters<typeof visit>[1] = {}) {
  let saved = false;
  let added = false;
  return visit(address, {
    "GET /session": () => ({ ...session, first_run: !saved }),
    "GET /templates": () => ({ items: [template], next: null, categories: ["Retro"] }),
    "GET /searches/marketplaces": () => list([market("steam", true), market("ebay", false)]),
    "POST /searches/parse": () => ({ rule: template.rule, form, mistake: null }),
    "POST /searches/print": ({ body }) => ({
      rule: `${template.rule} at:steam`,
      form: body,
      mistake: null,
    }),
    "POST /searches/preview": () => ({
      rule: template.rule,
      looked_at: 9,
      unvalued: 0,
      caught: 4,
      by_marketplace: [],
      listings: [],
      waits_for: [],
    }),
    "POST /searches": () => {
      saved = true;
      return { id: "s1", title: "Game Boy" };
    },
    "GET /channel-kinds": () => list([kind]),
    "GET /channels": () => list(added ? [channel] : []),
    "POST /channels": () => {
      added = true;
      return { ...channel, secret: null };
    },
    "POST /channels/c1/test": () => ({ sent: true, told: "200 OK" }),
    ...routes,
  });
}

afterEach(() => {
  localStorage.clear();
});

test("three steps lead from a template to a running search with a tested channel", async () => {
  const { log, router } = begin("/");
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Game Boy" }));
  expect(await screen.findByText(/newest recorded listings/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Next: where" }));
  await user.click(await screen.findByRole("checkbox", { name: /steam/ }));
  await user.click(screen.getByRole("button", { name: "Start the search" }));
  await user.selectOptions(await screen.findByLabelText("Add a channel"), "ntfy");
  await user.click(screen.getByRole("button", { name: "Add channel" }));
  await user.click(await screen.findByRole("button", { name: "Send a test" }));
  expect(await screen.findByText(/200 OK/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Done: show my search" }));

  await waitFor(() => {
    expect(router.state.location.pathname).toBe("/searches/s1");
  });
  expect(log.find(({ path, method }) => method === "POST" && path === "/searches")?.body).toEqual({
    rule: "game boy -shell at:steam",
    title: "Game Boy",
    template: "game-boy",
  });
  expect(readKept("w").search).toBeNull();
});

test("what is skipped can be gone on with, where one was", async () => {
  const { router } = begin("/");
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Game Boy" }));
  await screen.findByText(/newest recorded listings/);
  await user.click(screen.getByRole("button", { name: "Next: where" }));
  await user.click(screen.getByRole("button", { name: /^Skip/ }));
  expect(await screen.findByRole("heading", { name: "Opportunities" })).toBeVisible();
  await user.click(await screen.findByRole("link", { name: "Go on" }));

  expect(await screen.findByRole("heading", { name: "Where?" })).toBeVisible();
  expect(await screen.findByText("game boy -shell")).toBeVisible();
  expect(router.state.location.pathname).toBe("/welcome");
});

test("what is kept of another shape, or half, begins where it can", () => {
  localStorage.setItem("bolo.welcome.x", "nonsense");
  keep("y", { step: 3, rule: "a", title: "", template: null, search: null, skipped: true });

  expect(readKept("x").step).toBe(1);
  expect(readKept("y").step).toBe(2);
});

test("a viewer is not asked what to look for", async () => {
  visit("/", { "GET /session": () => ({ ...session, role: "viewer", first_run: true }) });

  expect(await screen.findByRole("heading", { name: "Opportunities" })).toBeVisible();
});

test("what the plan has no room for says where there is more", async () => {
  const { router } = begin("/", {
    "POST /searches": () => new Refusal(402, "no room", { upgrade: "/plan" }),
  });
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Game Boy" }));
  await screen.findByText(/newest recorded listings/);
  await user.click(screen.getByRole("button", { name: "Next: where" }));
  await user.click(await screen.findByRole("button", { name: "Start the search" }));
  expect(await screen.findByText(/no room/i)).toBeVisible();
  await user.click(screen.getByRole("link", { name: "See plans" }));

  await waitFor(() => {
    expect(router.state.location.pathname).toBe("/plan");
  });
});

test("the demo street is offered to whoever runs this bolo, who alone may start it", async () => {
  begin("/", { "GET /session": () => ({ ...session, operator: false, first_run: true }) });

  await screen.findByRole("button", { name: "Game Boy" });
  expect(screen.queryByRole("button", { name: "Start the demo" })).toBeNull();
});

test("a demo street that is on is not offered again", async () => {
  const shops = [{ title: "Harbor Goods", url: "http://127.0.0.1:8002" }];
  begin("/welcome", { "GET /demo": () => ({ available: true, installed: true, shops }) });

  await screen.findByText(/Demo street is on/);

  expect(screen.queryByRole("button", { name: "Start the demo" })).toBeNull();
});
