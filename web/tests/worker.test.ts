/** The workers as a browser runs them, with a stand-in for the browser. */
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";

import { expect, test } from "vitest";

type Asked = { method: string; path: string; body: unknown };
type Handler = (event: Record<string, unknown>) => void;

const told = {
  id: "d1",
  title: "A find",
  body: "Cheap.",
  url: "https://shop.example/a",
  alerts: ["a1"],
};

function browser(answers: Record<string, number | (() => number)> = {}) {
  const handlers: Record<string, Handler> = {};
  const asked: Asked[] = [];
  const shown: { title: string; words: { actions?: { action: string }[] } }[] = [];
  const opened: string[] = [];
  const kept: string[] = [];
  const self = {
    addEventListener: (kind: string, run: Handler) => {
      const before = handlers[kind];
      handlers[kind] = (event) => {
        before?.(event);
        run(event);
      };
    },
    importScripts: (path: string) => {
      run(path.slice(1));
    },
    skipWaiting: () => Promise.resolve(),
    location: { origin: "https://bolo.example" },
    URL,
    navigator: { locks: { request: (_: string, run: () => unknown) => run() } },
    registration: {
      showNotification: (title: string, words: object) => {
        shown.push({ title, words });
        return Promise.resolve();
      },
    },
    clients: {
      claim: () => Promise.resolve(),
      matchAll: () => Promise.resolve([]),
      openWindow: (url: string) => {
        opened.push(url);
        return Promise.resolve();
      },
    },
    caches: {
      open: () => Promise.resolve({ add: (path: string) => Promise.resolve(kept.push(path)) }),
      keys: () => Promise.resolve(["old", "bolo-offline-1"]),
      delete: (name: string) => Promise.resolve(kept.push(`no ${name}`)),
      match: (path: string) => Promise.resolve(`kept ${path}`),
    },
  };
  const fetch = (input: string | { url: string }, init?: { method: string; body?: string }) => {
    if (typeof input !== "string") return Promise.reject(new Error("offline"));
    const path = input.replace("/api/v1", "");
    const method = init?.method ?? "GET";
    asked.push({ method, path, body: init?.body ? JSON.parse(init.body) : null });
    const answer = answers[`${method} ${path}`] ?? 200;
    const status = typeof answer === "function" ? answer() : answer;
    const body = { pace: "instant", chosen: true, muted_until: null };
    return Promise.resolve({ status, ok: status < 400, json: () => Promise.resolve(body) });
  };
  const run = (name: string) => {
    runInNewContext(readFileSync(`public/${name}`, "utf8"), { self, fetch });
  };
  const tell = async (kind: string, event: Record<string, unknown>) => {
    const waits: unknown[] = [];
    handlers[kind]?.({ ...event, waitUntil: (promise: unknown) => waits.push(promise) });
    await Promise.all(waits);
  };
  const press = (action: string, data: object = told) =>
    tell("notificationclick", { action, notification: { data, close: () => undefined } });
  return { run, tell, press, asked, shown, opened, kept };
}

test("one find can be approved, muted and skipped; several are not approved at once", async () => {
  const { run, tell, shown } = browser();
  run("push-worker.js");

  await tell("push", { data: { json: () => told } });
  await tell("push", { data: { json: () => ({ ...told, alerts: ["a1", "a2"] }) } });

  const actions = shown.map(({ words }) => words.actions?.map(({ action }) => action));
  expect(actions).toEqual([
    ["approve", "mute", "skip"],
    ["mute", "skip"],
  ]);
});

test("approving asks for just that, and skipping reads all that was told", async () => {
  const { run, press, asked } = browser();
  run("push-worker.js");

  await press("approve");
  await press("skip", { ...told, alerts: ["a1", "a2"] });

  expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /alerts/a1/approve",
    "POST /alerts/a1/read",
    "POST /alerts/a2/read",
  ]);
});

test("muting keeps all other wishes, for an hour, and renews who has been away", async () => {
  let stale = true;
  const { run, press, asked } = browser({
    "GET /telling": () => (stale ? 401 : 200),
    "POST /auth/refresh": () => {
      stale = false;
      return 200;
    },
  });
  run("push-worker.js");

  await press("mute");

  const wish = asked.at(-1);
  expect(asked.map(({ path }) => path)).toEqual([
    "/telling",
    "/auth/refresh",
    "/telling",
    "/telling",
  ]);
  expect(wish?.method).toBe("PUT");
  expect(wish?.body).toEqual({
    pace: "instant",
    muted_until: expect.stringMatching(/^\d{4}-/) as string,
  });
});

test("what did not work is said", async () => {
  const { run, press, shown } = browser({
    "POST /alerts/a1/approve": 401,
    "POST /auth/refresh": 401,
  });
  run("push-worker.js");

  await press("approve");

  expect(shown.map(({ title }) => title)).toEqual(["That did not work"]);
});

test("a tap opens where it leads and reads the alert", async () => {
  const { run, press, opened, asked } = browser();
  run("push-worker.js");

  await press("");
  await press("", { url: "/opportunities/x" });

  expect(opened).toEqual(["https://shop.example/a", "https://bolo.example/opportunities/x"]);
  expect(asked.map(({ path }) => path)).toEqual(["/alerts/a1/read"]);
});

test("only a page that says so is kept, and only pages are answered from it", async () => {
  const { run, tell, kept, asked } = browser();
  run("worker.js");
  const answers: unknown[] = [];
  const respondWith = (answer: unknown) => answers.push(answer);

  await tell("install", {});
  await tell("activate", {});
  await tell("fetch", { request: { mode: "navigate", url: "/" }, respondWith });
  await tell("fetch", { request: { mode: "cors", url: "/api/v1/alerts" }, respondWith });

  expect(kept).toEqual(["/offline.html", "no old"]);
  expect(await Promise.all(answers)).toEqual(["kept /offline.html"]);
  expect(asked).toEqual([]);
});
