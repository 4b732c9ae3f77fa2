/** Notifications: forms made of the kinds, a test that shows the vendor's words, dead letters. */
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { list, visit } from "./visit";

const kind = {
  slug: "ntfy",
  title: "ntfy",
  note: "Choose a topic.",
  for_people: true,
  by_browser: false,
  missing: null,
  push_key: null,
  settings: [
    {
      name: "topic",
      label: "Topic",
      entry: "text",
      note: "Like a password.",
      example: "",
      default: "",
      required: true,
    },
    {
      name: "token",
      label: "Access token",
      entry: "secret",
      note: "",
      example: "",
      default: "",
      required: false,
    },
  ],
};
const channel = {
  id: "c1",
  kind: "ntfy",
  title: "ntfy",
  label: "Phone",
  mine: true,
  settings: { topic: "deals" },
  enabled: true,
  failures: 0,
  last_status: null,
  last_told: null,
  last_at: null,
  created_at: "2026-01-10T12:00:00Z",
  secret: null,
};
const telling = {
  pace: "instant",
  zone: "Europe/London",
  digest_at: "08:00:00",
  quiet_from: null,
  quiet_to: null,
  at_most: null,
  min_worth: null,
  muted_until: null,
  channels: null,
  chosen: true,
};
const dead = {
  id: "d1",
  channel_id: "c1",
  kind: "ntfy",
  channel: "Phone",
  state: "failed",
  attempts: 1,
  created_at: "2026-01-10T12:00:00Z",
  next_try_at: null,
  done_at: "2026-01-10T12:00:01Z",
  status: 403,
  told: "forbidden",
  alerts: [{ id: "a1", title: "20.00 EUR profit: Lamp" }],
};

const routes = {
  "GET /channel-kinds": () => list([kind]),
  "GET /channels": () => list([channel]),
  "GET /telling": () => telling,
  "GET /deliveries": () => list([dead]),
};

test("a channel is added by a form that its kind describes", async () => {
  const user = userEvent.setup();
  const log = visit("/notifications", {
    ...routes,
    "POST /channels": () => ({ ...channel, id: "c2" }),
  });

  await user.selectOptions(await screen.findByLabelText("Add a channel"), "ntfy");
  await user.type(screen.getByLabelText("Topic"), "deals");
  await user.click(screen.getByRole("button", { name: "Add channel" }));

  await screen.findByText(/Phone is added/);
  expect(screen.queryByLabelText("Topic")).toBeNull();
  expect(log).toBeDefined();
});

test("a test shows what the vendor answers", async () => {
  const user = userEvent.setup();
  visit("/notifications", {
    ...routes,
    "POST /channels/c1/test": () => ({ sent: false, status: 403, told: "forbidden by ntfy" }),
  });

  const channels = await screen.findByRole("list", { name: "Channels" });
  await user.click(within(channels).getByRole("button", { name: "Send a test" }));

  expect(await screen.findByText(/forbidden by ntfy/)).toBeVisible();
});

test("what was not delivered says why and can be tried again", async () => {
  const user = userEvent.setup();
  visit("/notifications", { ...routes, "POST /deliveries/d1/retry": () => null });

  const deliveries = await screen.findByRole("list", { name: "Deliveries" });
  expect(within(deliveries).getByText(/forbidden/)).toBeVisible();
  await user.click(within(deliveries).getByRole("button", { name: /Try again/ }));

  expect(await screen.findByText("It is sent once more, now.")).toBeVisible();
});
