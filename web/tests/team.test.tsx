import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { actionName } from "@/features/team/audit-words";

import { list, session, visit } from "./visit.tsx";

const ada = { id: "u", name: "Ada", email: "ada@example.com", role: "owner" };
const bob = { id: "v", name: "Bob", email: "bob@example.com", role: "buyer" };
const asked = {
  id: "i",
  email: "eve@example.com",
  role: "viewer",
  created_at: "2026-01-01T00:00:00Z",
  expires_at: "2099-01-15T00:00:00Z",
  link: null,
  mailed: false,
};
const entry = {
  number: 2,
  at: "2026-01-02T00:00:00Z",
  user: "u",
  actor: "Ada",
  via: "browser",
  action: "create_api_key",
  target: "/api-keys",
  hash: "ff",
};

const writes = (log: { method: string; path: string }[]) =>
  log.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);

test("an owner changes a role, lets somebody go, invites and takes back", async () => {
  const { log } = visit("/team", {
    "GET /team": () => list([ada, bob]),
    "GET /team/invitations": () => list([asked]),
    "PATCH /team/v": () => undefined,
    "DELETE /team/v": () => undefined,
    "POST /team/invitations": () => ({ ...asked, email: "new@example.com", link: "http://x/#t" }),
    "DELETE /team/invitations/i": () => undefined,
  });
  const user = userEvent.setup();

  await user.selectOptions(await screen.findByLabelText("Role of Bob"), "Approver");
  await user.type(screen.getByLabelText("E-mail"), "new@example.com");
  await user.click(screen.getByRole("button", { name: "Invite" }));
  expect(await screen.findByText("http://x/#t")).toBeVisible();
  await user.click(screen.getByRole("button", { name: /invitation of eve/ }));
  await user.click(screen.getByRole("button", { name: "Remove Bob" }));
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Remove" }));

  await waitFor(() => {
    expect(writes(log)).toEqual([
      "PATCH /team/v",
      "POST /team/invitations",
      "DELETE /team/invitations/i",
      "DELETE /team/v",
    ]);
  });
  expect(log.find(({ method }) => method === "PATCH")?.body).toEqual({ role: "approver" });
});

test("the only owner cannot be anything else, and whoever is alone is told what a team is", async () => {
  visit("/team", {
    "GET /team": () => list([ada]),
    "GET /team/invitations": () => list([]),
  });

  const members = await screen.findByRole("list", { name: "Members" });
  expect(screen.getByText(/You work alone in Mine/)).toBeVisible();
  expect(within(members).queryByRole("combobox")).toBeNull();
  expect(screen.queryByRole("button", { name: /^Leave/ })).toBeNull();
});

test("a viewer sees the team, may leave it, and reads no audit log", async () => {
  const { log, router } = visit("/team", {
    "GET /session": () => ({ ...session, role: "viewer", user: { ...session.user, id: "v" } }),
    "GET /team": () => list([ada, { ...bob, role: "viewer" }]),
    "DELETE /workspaces/current/membership": () => undefined,
  });
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Leave Mine" }));
  await user.click(screen.getByRole("button", { name: "Leave" }));

  await waitFor(() => {
    expect(writes(log)).toEqual(["DELETE /workspaces/current/membership"]);
  });
  expect(log.some(({ path }) => path === "/team/invitations")).toBe(false);
  await router.navigate({ to: "/audit" });
  expect(await screen.findByText("For owners")).toBeVisible();
});

test("the audit log says whether it is whole, and is filtered and read on", async () => {
  const { log } = visit("/audit", {
    "GET /team": () => list([ada, bob]),
    "GET /audit/check": () => ({ entries: 2, head: "ff00", broken_at: null }),
    "GET /audit": ({ query }) =>
      query.get("cursor")
        ? { items: [{ ...entry, number: 1, action: "log_in" }], next: null, actions: ["log_in"] }
        : { items: [entry], next: "2", actions: ["log_in", "create_api_key"] },
  });
  const user = userEvent.setup();

  expect(await screen.findByText("Whole")).toBeVisible();
  expect(screen.getByText("ff00")).toBeVisible();
  await user.click(await screen.findByRole("button", { name: "Show older entries" }));
  const entries = within(screen.getByRole("list", { name: "What was done" }));
  expect(await entries.findByText(/Sign in by password/)).toBeVisible();
  await user.selectOptions(
    screen.getByLabelText("What was done", { selector: "select" }),
    "Create API key",
  );
  await user.selectOptions(screen.getByLabelText("By whom"), "By Bob");

  await waitFor(() => {
    const last = log.findLast(({ path }) => path === "/audit")?.query;
    expect([last?.get("action"), last?.get("user")]).toEqual(["create_api_key", "v"]);
  });
});

test("a broken log is called broken", async () => {
  visit("/audit", {
    "GET /team": () => list([ada]),
    "GET /audit/check": () => ({ entries: 6, head: "aa", broken_at: 7 }),
    "GET /audit": () => ({ items: [], next: null, actions: [] }),
  });

  expect(await screen.findByText("Broken")).toBeVisible();
  expect(screen.getByText(/Entry 7 is not what was written/)).toBeVisible();
});

test("one goes on in another workspace, and makes a new one", async () => {
  let here = session.workspace;
  const home = { currency: "EUR", role: "owner", members: 1 };
  const { log } = visit("/", {
    "GET /session": () => ({ ...session, workspace: here }),
    "GET /users/me": () => ({
      workspaces: [
        { id: "w", name: "Mine", ...home },
        { id: "w2", name: "Club", ...home, members: 3 },
      ],
    }),
    "POST /workspaces/w2/switch": () => {
      here = { id: "w2", name: "Club", currency: "EUR" };
      return {};
    },
    "POST /workspaces": () => ({ workspace: "w3" }),
    "POST /workspaces/w3/switch": () => {
      here = { id: "w3", name: "Finds", currency: "EUR" };
      return {};
    },
  });
  const user = userEvent.setup();
  const open = async (name: RegExp) => {
    const [first] = await screen.findAllByRole("button", { name });
    if (first) await user.click(first);
  };

  await open(/Workspace: Mine/);
  await user.click(await screen.findByRole("button", { name: /Club/ }));
  await open(/Workspace: Club/);
  await user.click(await screen.findByRole("button", { name: "New workspace" }));
  await user.type(screen.getByLabelText("Name"), "Finds");
  await user.click(screen.getByRole("button", { name: "Make it and go there" }));

  expect((await screen.findAllByRole("button", { name: /Workspace: Finds/ })).length).toBe(2);
  expect(log.find(({ path }) => path === "/workspaces")?.body).toEqual({ name: "Finds" });
});

test("what was done has names that people say", () => {
  expect(actionName("create_api_key")).toBe("Create API key");
  expect(actionName("change_me")).toBe("Change account");
  expect(actionName("log_in")).toBe("Sign in by password");
});
