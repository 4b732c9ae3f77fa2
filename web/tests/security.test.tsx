import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";

import { Refusal } from "./api.ts";
import { ada as me } from "./people.ts";
import { list, visit } from "./visit.tsx";

const key = {
  id: "k",
  name: "Sheet",
  prefix: "bolo_abcd",
  scopes: ["read"],
  created_at: "2026-01-01T00:00:00Z",
  last_used_at: null,
  revoked_at: null,
  mine: true,
  token: null,
};

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a second factor is set up, its recovery codes kept, and turned off again", async () => {
  let since: string | null = null;
  const { log } = visit("/account/security", {
    "GET /users/me": () => me,
    "GET /users/me/sessions": () => list([]),
    "GET /users/me/factor": () => ({ since, recovery_codes: since ? 2 : 0 }),
    "POST /users/me/factor": () => ({
      secret: "ABCDEFGH",
      uri: "otpauth://totp/x",
      qr: "data:image/svg+xml,x",
    }),
    "POST /users/me/factor/begin": () => {
      since = "2026-01-02T00:00:00Z";
      return { codes: ["one-1", "two-2"] };
    },
    "POST /users/me/factor/end": ({ body }) => {
      if ((body as { code: string }).code === "000000") return new Refusal(422, "This is wrong.");
      since = null;
      return undefined;
    },
  });
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Set it up" }));
  await user.type(screen.getByLabelText("Your password"), "correct horse battery");
  await user.click(screen.getByRole("button", { name: "Go on" }));
  expect(await screen.findByRole("img", { name: /QR code/ })).toBeVisible();
  expect(screen.getByText("ABCD EFGH")).toBeVisible();
  await user.type(screen.getByLabelText("Code"), "123456");
  await user.click(screen.getByRole("button", { name: "Turn it on" }));
  expect(await screen.findByText("two-2")).toBeVisible();
  expect(screen.getByRole("button", { name: "Done" })).toBeDisabled();
  await user.click(screen.getByLabelText(/I have kept them/));
  await user.click(screen.getByRole("button", { name: "Done" }));
  await user.click(await screen.findByRole("button", { name: "Turn off" }));
  await user.type(screen.getByLabelText("Code"), "000000");
  await user.click(screen.getByRole("button", { name: "Turn it off" }));
  expect(await screen.findByText("This is wrong.")).toBeVisible();
  await user.clear(screen.getByLabelText("Code"));
  await user.type(screen.getByLabelText("Code"), "654321");
  await user.click(screen.getByRole("button", { name: "Turn it off" }));

  expect(await screen.findByRole("button", { name: "Set it up" })).toBeVisible();
  expect(log.find(({ path }) => path === "/users/me/factor/begin")?.body).toEqual({
    code: "123456",
  });
});

test("whoever comes in by link alone is told why a second factor waits", async () => {
  visit("/account/security", {
    "GET /users/me": () => ({ ...me, email: null, has_password: false }),
    "GET /users/me/sessions": () => list([]),
    "GET /users/me/factor": () => ({ since: null, recovery_codes: 0 }),
  });

  expect(await screen.findByText(/you have none: set one first/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Set it up" })).toBeNull();
});

test("a key is made with the scopes that were chosen, shown once, and revoked", async () => {
  const { log } = visit("/account/keys", {
    "GET /users/me": () => ({ ...me, role: "buyer" }),
    "GET /api-keys": () => list([key]),
    "POST /api-keys": () => ({ ...key, name: "Robot", token: "bolo_secret" }),
    "DELETE /api-keys/k": () => undefined,
  });
  const user = userEvent.setup();

  await user.type(await screen.findByLabelText("Name"), "Robot");
  await user.click(screen.getByRole("checkbox", { name: /^write/ }));
  expect(screen.queryByRole("checkbox", { name: /^manage/ })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Make the key" }));
  expect(await screen.findByText("bolo_secret")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "I have it" }));
  expect(screen.queryByText("bolo_secret")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Revoke Sheet" }));
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Revoke" }));

  await waitFor(() => {
    expect(log.some(({ method }) => method === "DELETE")).toBe(true);
  });
  expect(log.find(({ method }) => method === "POST")?.body).toEqual({
    name: "Robot",
    scopes: ["read", "write"],
  });
});

test("everything is taken along as a file, and a refusal is told in words", async () => {
  let tries = 0;
  const made = vi.fn(() => "blob:x");
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: made, revokeObjectURL: vi.fn() }));
  visit("/account/data", {
    "GET /users/me": () => me,
    "GET /privacy/retention": () =>
      list([
        { name: "a", what: "Alerts that were read", days: 365 },
        { name: "b", what: "Who did what in a workspace", days: null },
      ]),
    "GET /users/me/export": () => {
      tries += 1;
      return tries === 1 ? new Refusal(429, "Wait a minute.") : { any: "zip" };
    },
  });
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Download everything" }));
  expect(await screen.findByText("Wait a minute.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Download everything" }));

  await waitFor(() => {
    expect(made).toHaveBeenCalledOnce();
  });
  expect(screen.getByText("365 days")).toBeVisible();
  expect(screen.getByText("as long as its workspace")).toBeVisible();
});

test("another address is asked for with the password, and waits for its letter", async () => {
  const { log } = visit("/account", {
    "GET /users/me": () => me,
    "POST /users/me/email": () => ({ changed: false }),
  });
  const user = userEvent.setup();

  await user.clear(await screen.findByLabelText("E-mail"));
  await user.type(screen.getByLabelText("E-mail"), "ada@new.example");
  await user.type(screen.getByLabelText("Your password"), "correct horse battery");
  await user.click(screen.getByRole("button", { name: "Change it" }));

  expect(await screen.findByText(/A letter went to ada@new.example/)).toBeVisible();
  expect(log.find(({ method }) => method === "POST")?.body).toEqual({
    email: "ada@new.example",
    password: "correct horse battery",
  });
});
