import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { Refusal } from "./api.ts";
import { list, session, visit } from "./visit.tsx";

const lego = {
  slug: "lego",
  title: "LEGO, sealed",
  category: "LEGO",
  text: "Unopened sets.",
  rule: "lego sealed",
  featured: true,
  own: false,
  uses: 2,
};
const lamps = {
  ...lego,
  slug: "lamps",
  title: "Red lamps",
  category: "Furniture",
  text: "",
  rule: "lamp red",
  featured: false,
  own: true,
  uses: 1,
};
const gallery = { ...list([lamps, lego]), categories: ["Furniture", "LEGO"] };

test("at the limit of the plan a template says so, with the way to more", async () => {
  visit("/templates", {
    "GET /session": () => ({ ...session, operator: false }),
    "GET /templates": () => gallery,
    "POST /templates/lego/search": () =>
      new Refusal(402, "the plan Free has 2 searches at a time", { upgrade: "/plan" }),
  });
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Use LEGO, sealed" }));

  expect(await screen.findByRole("alert")).toHaveTextContent("The plan Free has 2 searches");
  expect(screen.getByRole("link", { name: "See plans" })).toHaveAttribute("href", "/plan");
  expect(screen.queryByRole("link", { name: "Add your own" })).toBeNull();
});

test("an operator adds, changes and withdraws a template of their own", async () => {
  const { log } = visit("/admin", {
    "GET /session": () => ({ ...session, operator: true }),
    "GET /templates": () => gallery,
    "PUT /admin/templates/lego": () => ({ ...lego, own: true }),
    "PUT /admin/templates/lamps": () => lamps,
    "DELETE /admin/templates/lamps": () => undefined,
  });
  const user = userEvent.setup();
  const form = within(await screen.findByRole("form", { name: "New template" }));

  await user.type(form.getByLabelText("Title"), "Lego");
  await user.type(form.getByLabelText("Category"), "LEGO");
  await user.type(form.getByLabelText("Rule"), "lego");
  expect(form.getByText(/takes the place of “LEGO, sealed”/)).toBeVisible();
  await user.click(form.getByRole("checkbox"));
  await user.click(form.getByRole("button", { name: "Add template" }));
  await user.click(await screen.findByRole("button", { name: "Edit Red lamps" }));
  const edit = within(await screen.findByRole("form", { name: "Edit Red lamps" }));
  expect(edit.getByLabelText("Title")).toHaveFocus();
  await user.type(edit.getByLabelText("Rule"), " -blue");
  await user.click(edit.getByRole("button", { name: "Save changes" }));
  await user.click(await screen.findByRole("button", { name: "Withdraw Red lamps" }));

  await waitFor(() => {
    expect(log.filter(({ method }) => method !== "GET").map(({ path }) => path)).toEqual([
      "/admin/templates/lego",
      "/admin/templates/lamps",
      "/admin/templates/lamps",
    ]);
  });
  const [added, changed] = log.filter(({ method }) => method === "PUT");
  expect(added?.body).toMatchObject({ title: "Lego", rule: "lego", featured: true });
  expect(changed?.body).toMatchObject({ title: "Red lamps", rule: "lamp red -blue" });
});

test("a rule that cannot be read is told at its field", async () => {
  visit("/admin", {
    "GET /session": () => ({ ...session, operator: true }),
    "GET /templates": () => gallery,
    "PUT /admin/templates/x": () => new Refusal(422, "x: this bracket is never closed"),
  });
  const user = userEvent.setup();
  const form = within(await screen.findByRole("form", { name: "New template" }));

  for (const [label, typed] of [
    ["Title", "X"],
    ["Category", "Y"],
    ["Rule", "(z"],
  ] as const) {
    await user.type(form.getByLabelText(label), typed);
  }
  await user.click(form.getByRole("button", { name: "Add template" }));

  await waitFor(() => {
    expect(form.getByLabelText("Rule")).toHaveAccessibleDescription(/never closed/);
  });
  expect(form.getByLabelText("Title")).toHaveValue("X");
});
