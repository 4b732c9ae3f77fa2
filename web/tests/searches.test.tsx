import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { emptyForm, parted } from "@/features/searches/draft";

import { list, visit } from "./visit.tsx";

const search = {
  id: "s1",
  title: "Phones",
  rule: "iphone 13",
  form: { ...emptyForm, all: ["iphone", "13"] },
  every_minutes: 15,
  state: "active",
  template: null,
  created_at: "2026-11-21T10:00:00Z",
  changed_at: "2026-11-21T10:00:00Z",
  hits: 3,
  last_hit_at: null,
  waits_for: [{ slug: "ebay", title: "eBay", home: "https://www.ebay.com/" }],
  asks: [],
};
const nothing = {
  looked_at: 9,
  caught: 0,
  unvalued: 0,
  by_marketplace: [],
  listings: [],
  waits_for: [],
};
const around = {
  "GET /searches/marketplaces": () => list([]),
  "POST /searches/preview": () => ({ ...nothing, rule: "iphone 13" }),
};

test("words in a field are parted by commas", () => {
  expect(parted(' iphone ,"pro  max",, iphone')).toEqual(["iphone", "pro max"]);
});

test("plain words become a rule that is looked at before it is saved", async () => {
  const { log } = visit("/searches/new", {
    ...around,
    "GET /searches/wording": () => ({ vendor: "anthropic", model: "some-model" }),
    "POST /searches/wording": () => ({
      said: "iphone  13",
      rule: "iphone 13",
      form: search.form,
      mistake: null,
    }),
    "POST /searches/parse": () => ({ rule: "iphone 13", form: search.form, mistake: null }),
  });
  const user = userEvent.setup();

  await user.type(await screen.findByLabelText("In your own words"), "a phone of Apple's{Enter}");

  await waitFor(() => {
    expect(screen.getByLabelText("Rule")).toHaveValue("iphone 13");
  });
  expect(screen.getByText(/some-model wrote the rule below/)).toBeVisible();
  expect(await screen.findByDisplayValue("iphone, 13")).toBeVisible();
  expect(log.some(({ method, path }) => method === "POST" && path === "/searches")).toBe(false);
});

test("what a model wrote that is no rule can be mended", async () => {
  const mistake = { message: "the language model wrote what is no rule", at: 0, length: 1 };
  visit("/searches/new", {
    ...around,
    "GET /searches/wording": () => ({ vendor: "openai", model: "some-model" }),
    "POST /searches/wording": () => ({ said: "(lamp", rule: null, form: null, mistake }),
    "POST /searches/parse": () => ({ rule: null, form: null, mistake }),
  });
  const user = userEvent.setup();

  await user.type(await screen.findByLabelText("In your own words"), "lamps");
  await user.click(screen.getByRole("button", { name: "Make a rule" }));

  await waitFor(() => {
    expect(screen.getByLabelText("Rule")).toHaveValue("(lamp");
  });
  expect(screen.getByLabelText("In your own words")).toHaveAccessibleDescription(
    "The language model wrote what is no rule",
  );
  expect(screen.getByRole("button", { name: "Save search" })).toBeDisabled();
});

test("without a language model there is no box for plain words", async () => {
  visit("/searches/new", {
    ...around,
    "GET /searches/wording": () => ({ vendor: null, model: null }),
  });

  expect(await screen.findByLabelText("Rule")).toBeVisible();
  expect(screen.queryByLabelText("In your own words")).toBeNull();
});

test("the form follows the rule, and what it cannot show is told", async () => {
  const form = { ...emptyForm, all: ["iphone", "13"], more: ["-(red case)"] };
  const { log } = visit("/searches/new", {
    ...around,
    "POST /searches/parse": () => ({ rule: "iphone 13 -(red case)", form, mistake: null }),
    "POST /searches": () => search,
  });
  const user = userEvent.setup();

  await user.type(await screen.findByLabelText("Rule"), "iphone 13 -(red case)");

  await waitFor(() => {
    expect(screen.getByLabelText("All of these")).toHaveValue("iphone, 13");
  });
  expect(screen.getByText(/The form has no field for this/)).toHaveTextContent("-(red case)");
  expect(await screen.findByText(/newest recorded listings/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Save search" }));
  await waitFor(() => {
    expect(log.find(({ method, path }) => method === "POST" && path === "/searches")?.body).toEqual(
      { rule: "iphone 13 -(red case)", title: "", every_minutes: 15 },
    );
  });
});

test("the rule follows the form", async () => {
  const { log } = visit("/searches/new", {
    ...around,
    "POST /searches/print": () => ({
      rule: "lego -duplo",
      form: { ...emptyForm, all: ["lego"], none: ["duplo"] },
      mistake: null,
    }),
  });
  const user = userEvent.setup();

  await user.type(await screen.findByLabelText("All of these"), "lego");
  await user.type(screen.getByLabelText("None of these"), "duplo");

  await waitFor(() => {
    expect(log.findLast(({ path }) => path === "/searches/print")?.body).toMatchObject({
      all: ["lego"],
      none: ["duplo"],
    });
  });
  await waitFor(() => {
    expect(screen.getByLabelText("Rule")).toHaveValue("lego -duplo");
  });
});

test("a mistake is shown at its place, and nothing can be saved", async () => {
  visit("/searches/new", {
    ...around,
    "POST /searches/parse": () => ({
      rule: null,
      form: null,
      mistake: { message: "this bracket is never closed", at: 7, length: 1 },
    }),
  });
  const user = userEvent.setup();

  await user.type(await screen.findByLabelText("Rule"), "iphone (13");

  expect(await screen.findByText("This bracket is never closed")).toBeVisible();
  expect(screen.getByText("(", { selector: "mark" })).toBeVisible();
  expect(screen.getByRole("button", { name: "Save search" })).toBeDisabled();
});

test("a search says what it waits for, and is paused by a press", async () => {
  const { log } = visit("/searches", {
    "GET /searches": () => list([search]),
    "POST /searches/s1/pause": () => ({ ...search, state: "paused" }),
  });
  const user = userEvent.setup();

  expect(await screen.findByText("Waits for eBay")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Pause Phones" }));

  await waitFor(() => {
    expect(log.some(({ path }) => path === "/searches/s1/pause")).toBe(true);
  });
});

test("a template becomes a search by one press", async () => {
  const template = {
    slug: "lego",
    title: "LEGO, sealed",
    category: "LEGO",
    text: "Unopened sets.",
    rule: "lego sealed",
    featured: true,
    own: false,
    uses: 2,
  };
  const { log, router } = visit("/templates", {
    ...around,
    "GET /templates": () => ({ ...list([template]), categories: ["LEGO", "Watches"] }),
    "POST /templates/lego/search": () => search,
    "GET /searches/s1": () => search,
    "GET /searches/s1/hits": () => list([]),
  });
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Watches" }));
  expect(screen.getByText("No template is like that")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "All" }));
  await user.click(screen.getByRole("button", { name: "Use LEGO, sealed" }));

  await waitFor(() => {
    expect(router.state.location.pathname).toBe("/searches/s1");
  });
  expect(log.some(({ path }) => path === "/templates/lego/search")).toBe(true);
});

test.each([
  { minutes: 100, said: "100 minutes" },
  { minutes: 480, said: "8 hours" },
  { minutes: 1, said: "1 minute" },
])("a search that an API call has checked every $minutes minutes says so", async (given) => {
  const one = { ...search, every_minutes: given.minutes };
  visit("/searches/s1", {
    ...around,
    "GET /searches/s1": () => one,
    "GET /searches/s1/hits": () => list([]),
    "POST /searches/parse": () => ({ rule: one.rule, form: one.form, mistake: null }),
  });

  const every = await screen.findByLabelText<HTMLSelectElement>("Check every");

  expect(every).toHaveTextContent(given.said);
  expect(every).toHaveValue(`${given.minutes}`);
});
