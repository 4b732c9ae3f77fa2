import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";

import { askAgain, staySignedIn } from "@/api/staying";
import { deviceOf } from "@/features/account/device";

import { Refusal } from "./api.ts";
import { ada as me } from "./people.ts";
import { list, session, visit } from "./visit.tsx";

const here = {
  id: "s1",
  method: "password",
  agent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
  address: "192.0.2.7",
  created_at: "2026-01-01T00:00:00Z",
  seen_at: "2026-01-01T00:00:00Z",
  expires_at: "2026-01-08T00:00:00Z",
  current: true,
};
const there = { ...here, id: "s2", agent: "curl/8.5", current: false };
const nobody = () => new Refusal(401, "Nobody is signed in.");

afterEach(() => {
  document.cookie = "bolo_here=; Max-Age=0";
  localStorage.clear();
  vi.unstubAllGlobals();
});

test("who has an account signs in by e-mail and password, and is told what is wrong", async () => {
  let tries = 0;
  const { log } = visit("/", {
    "GET /session": () => (tries > 1 ? session : nobody()),
    "GET /auth/ways": () => ({ registration: "closed" }),
    "POST /auth/login": () => {
      tries += 1;
      return tries > 1 ? {} : new Refusal(401, "They do not belong together.");
    },
  });
  const user = userEvent.setup();

  await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
  await user.type(screen.getByLabelText("Password"), "correct horse");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(await screen.findByText("They do not belong together.")).toBeVisible();
  expect(screen.queryByText("Make an account")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Sign in" }));

  expect(await screen.findByRole("navigation", { name: "Pages" })).toBeVisible();
  expect(log.find(({ path }) => path === "/auth/login")?.body).toEqual({
    email: "ada@example.com",
    password: "correct horse",
  });
});

test("who makes an account is signed in at once", async () => {
  let made = false;
  const { log, router } = visit("/sign-up", {
    "GET /session": () => (made ? session : nobody()),
    "GET /auth/ways": () => ({ registration: "open" }),
    "POST /auth/register": () => ({ email: "ada@example.com", next: "sign_in" }),
    "POST /auth/login": () => {
      made = true;
      return {};
    },
  });
  const user = userEvent.setup();

  await user.type(await screen.findByLabelText("Name"), "Ada");
  await user.type(screen.getByLabelText("E-mail"), "ada@example.com");
  await user.type(screen.getByLabelText("Password"), "correct horse battery");
  await user.click(screen.getByRole("button", { name: "Make an account" }));

  await waitFor(() => {
    expect(router.state.location.pathname).toBe("/");
  });
  const asked = log.filter(({ method }) => method === "POST");
  expect(asked.map(({ path }) => path)).toEqual(["/auth/register", "/auth/login"]);
});

test("an address that is taken is not told of, but the person is told what to do", async () => {
  visit("/sign-up", {
    "GET /session": nobody,
    "GET /auth/ways": () => ({ registration: "open" }),
    "POST /auth/register": () => ({ email: "ada@example.com", next: "sign_in" }),
    "POST /auth/login": nobody,
  });
  const user = userEvent.setup();

  await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
  await user.type(screen.getByLabelText("Password"), "correct horse battery");
  await user.click(screen.getByRole("button", { name: "Make an account" }));

  expect(await screen.findByText(/sign in to it/)).toBeVisible();
});

test("where nobody may register, the page says whom to ask", async () => {
  visit("/sign-up", {
    "GET /session": nobody,
    "GET /auth/ways": () => ({ registration: "invited" }),
  });

  expect(await screen.findByText(/to invite you/)).toBeVisible();
});

test("the account page changes the name", async () => {
  const { log } = visit("/account", {
    "GET /users/me": () => me,
    "PATCH /users/me": () => me,
  });
  const user = userEvent.setup();

  await user.type(await screen.findByLabelText("Name"), " L.");
  await user.click(screen.getByRole("button", { name: "Save" }));

  await waitFor(() => {
    expect(log.find(({ method }) => method === "PATCH")?.body).toEqual({ name: "Ada L." });
  });
});

test("the security page changes the password and ends sessions", async () => {
  const { log } = visit("/account/security", {
    "GET /users/me": () => me,
    "GET /users/me/sessions": () => list([here, there]),
    "POST /users/me/password": () => undefined,
    "DELETE /users/me/sessions/s2": () => undefined,
    "DELETE /users/me/sessions": () => undefined,
  });
  const user = userEvent.setup();

  await user.type(await screen.findByLabelText("Password now"), "correct horse battery");
  await user.type(screen.getByLabelText("New password"), "battery horse correct");
  await user.click(screen.getByRole("button", { name: "Change it" }));
  const sessions = within(await screen.findByRole("list", { name: "Sessions" }));
  expect(sessions.getByText("Chrome on Linux")).toBeVisible();
  await user.click(sessions.getByRole("button", { name: "End the session of curl" }));
  await user.click(screen.getByRole("button", { name: "End all others" }));

  await waitFor(() => {
    const writes = log.filter(({ method }) => method !== "GET");
    expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /users/me/password",
      "DELETE /users/me/sessions/s2",
      "DELETE /users/me/sessions",
    ]);
    expect(writes[0]?.body).toEqual({
      current: "correct horse battery",
      new: "battery horse correct",
    });
  });
});

test("leaving for good asks for one's address and password first", async () => {
  const { log } = visit("/account/data", {
    "GET /users/me": () => me,
    "GET /privacy/retention": () => list([]),
    "DELETE /users/me": () => new Refusal(422, "this is not your password"),
  });
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Delete my account" }));
  expect(screen.getByRole("button", { name: "Delete it for good" })).toBeDisabled();
  await user.type(screen.getByLabelText(/Type ada@example.com/), "ada@example.com");
  await user.type(screen.getByLabelText("Your password"), "wrong");
  await user.click(screen.getByRole("button", { name: "Delete it for good" }));

  expect(await screen.findByText("This is not your password")).toBeVisible();
  expect(log.find(({ method }) => method === "DELETE")?.body).toEqual({ password: "wrong" });
});

test.each([
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/605.1", "Safari on iOS"],
  ["Mozilla/5.0 (Windows NT 10.0) Firefox/130.0", "Firefox on Windows"],
  ["Python/3.11 aiohttp/3.10", "A Python program"],
  ["", "Unknown program"],
])("%s is shown as %s", (agent, shown) => {
  expect(deviceOf(agent)).toBe(shown);
});

/** A server whose access token has run out: everything is 401 until it is renewed. */
function expired(renews: boolean) {
  const asked: string[] = [];
  let fresh = false;
  vi.stubGlobal("fetch", (input: Request | string) => {
    const path = typeof input === "string" ? input : new URL(input.url).pathname;
    asked.push(path);
    if (path === "/api/v1/auth/refresh") {
      fresh = renews;
      return Promise.resolve(new Response(null, { status: renews ? 200 : 401 }));
    }
    return Promise.resolve(new Response("{}", { status: fresh ? 200 : 401 }));
  });
  return asked;
}

test("an old access token is renewed once for all who ask, and they ask again", async () => {
  document.cookie = "bolo_here=1";
  const asked = expired(true);

  const urls = ["http://localhost/api/v1/a", "http://localhost/api/v1/b"];
  const answers = await Promise.all(urls.map((url) => askAgain(url)));

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(asked.filter((path) => path.endsWith("/refresh"))).toHaveLength(1);
});

test("what another tab has renewed is not renewed again", async () => {
  document.cookie = "bolo_here=1";
  localStorage.setItem("bolo.renewed-at", String(Date.now() + 1000));
  const asked = expired(true);

  expect(await staySignedIn()).toBe(true);
  expect(asked).toEqual([]);
});

test("who was never here is not renewed, and who is gone is not asked again", async () => {
  const asked = expired(false);

  const stranger = await askAgain("http://localhost/api/v1/a");
  document.cookie = "bolo_here=1";
  const gone = await askAgain("http://localhost/api/v1/a");
  const later = await askAgain("http://localhost/api/v1/a");

  expect([stranger, gone, later].map(({ status }) => status)).toEqual([401, 401, 401]);
  expect(asked.filter((path) => path.endsWith("/refresh"))).toHaveLength(1);
});
