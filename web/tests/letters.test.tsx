import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";

import { Refusal } from "./api.ts";
import { session, visit } from "./visit.tsx";

const nobody = () => new Refusal(401, "Nobody is signed in.");
const ways = () => ({ registration: "invited" });
const told = { workspace: "Camden", by: "Ada", email: "bob@example.com", role: "buyer" };

afterEach(() => {
  window.location.hash = "";
});

test("who has forgotten a password asks for a letter, and is not told who has an account", async () => {
  const { log } = visit("/forgot", {
    "GET /session": nobody,
    "GET /auth/ways": ways,
    "POST /auth/forgot": () => ({ next: "read_mail" }),
  });
  const user = userEvent.setup();

  await user.type(await screen.findByLabelText("E-mail"), "ada@example.com{Enter}");

  expect(await screen.findByText(/If ada@example.com has an account here/)).toBeVisible();
  expect(log.find(({ path }) => path === "/auth/forgot")?.body).toEqual({
    email: "ada@example.com",
  });
});

test("a letter's link sets a new password", async () => {
  window.location.hash = "#secret";
  const { log } = visit("/reset", {
    "GET /session": nobody,
    "POST /auth/reset": () => undefined,
  });
  const user = userEvent.setup();

  await user.type(await screen.findByLabelText("New password"), "a long new one{Enter}");

  expect(await screen.findByText(/Your password is changed/)).toBeVisible();
  expect(log.find(({ path }) => path === "/auth/reset")?.body).toEqual({
    token: "secret",
    password: "a long new one",
  });
});

test("an address is confirmed by a press, signed in or not, and a stale link says so", async () => {
  window.location.hash = "#old";
  visit("/verify", {
    "GET /session": () => session,
    "POST /auth/verify": () => new Refusal(422, "This link is too old."),
  });
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Confirm" }));

  expect(await screen.findByText("This link is too old.")).toBeVisible();
});

test("who is invited and has no account makes one and joins", async () => {
  window.location.hash = "#invited";
  let joined = false;
  const { log } = visit("/invitation", {
    "GET /session": () => (joined ? session : nobody()),
    "POST /invitations/read": () => ({ ...told, known: false }),
    "POST /invitations/register": () => {
      joined = true;
      return {};
    },
  });
  const user = userEvent.setup();

  expect(await screen.findByText(/Ada invites bob@example.com to work in/)).toBeVisible();
  await user.type(screen.getByLabelText("Password"), "a long new one{Enter}");

  await waitFor(() => {
    expect(log.find(({ path }) => path === "/invitations/register")?.body).toEqual({
      token: "invited",
      password: "a long new one",
      name: null,
    });
  });
  expect(await screen.findByRole("navigation", { name: "Pages" })).toBeVisible();
});

test("who is signed in joins by a press", async () => {
  window.location.hash = "#invited";
  const { log } = visit("/invitation", {
    "GET /session": () => session,
    "POST /invitations/read": () => ({ ...told, known: true }),
    "POST /workspaces/join": () => ({ workspace: "w" }),
  });
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Join" }));

  await waitFor(() => {
    expect(log.find(({ path }) => path === "/workspaces/join")?.body).toEqual({ token: "invited" });
  });
});
