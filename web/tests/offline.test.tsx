import { QueryClientProvider, useMutation } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";

import { client } from "@/api/generated/client.gen";
import { askToSave } from "@/api/settings";
import { lazyPage } from "@/app/lazy-page";
import { makeQueryClient } from "@/app/queries";
import { Toasts } from "@/ui/feedback/toast";

import { policy } from "./visit.tsx";

const words = "You are offline. It is kept on this page, and done as soon as you are back.";

function Form({ quiet = true }: { quiet?: boolean }) {
  const [text, setText] = useState("");
  const [saved, setSaved] = useState(false);
  const save = useMutation({ mutationFn: askToSave, meta: { quiet } });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const done = () => {
          setSaved(true);
        };
        save.mutate({ min_profit: text }, { onSuccess: done });
      }}
    >
      <input
        aria-label="Profit"
        value={text}
        onChange={({ target }) => {
          setText(target.value);
        }}
      />
      <button type="submit">{save.isPending ? "Saving…" : "Save"}</button>
      {quiet && save.error && <p role="alert">{save.error.message}</p>}
      {saved && <p>Saved</p>}
    </form>
  );
}

/** A line that can be cut; the browser notices, unless only the server is away. */
function line() {
  const sent: string[] = [];
  const state = { up: true, noticed: true };
  vi.spyOn(navigator, "onLine", "get").mockImplementation(() => state.up || !state.noticed);
  client.setConfig({
    fetch: async (input) => {
      if (!state.up) throw new TypeError("Failed to fetch");
      sent.push(await (input as Request).text());
      return Response.json(policy);
    },
  });
  return {
    sent,
    cut: (noticed = true) => Object.assign(state, { up: false, noticed }),
    mend: () => {
      state.up = true;
      window.dispatchEvent(new Event("online"));
    },
  };
}

const show = (form = <Form />) =>
  render(
    <QueryClientProvider client={makeQueryClient()}>
      {form}
      <Toasts />
    </QueryClientProvider>,
  );

const save = async (typed: string) => {
  await userEvent.type(screen.getByLabelText("Profit"), typed);
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
};

afterEach(() => {
  vi.restoreAllMocks();
});

test("what is saved offline says so, is kept, and goes by itself when one is back", async () => {
  const { sent, cut, mend } = line();
  show();
  cut();

  await save("12");

  expect(await screen.findByRole("alert")).toHaveTextContent(words);
  expect(screen.getByRole("button", { name: "Save" })).toBeEnabled();
  expect(screen.getByLabelText("Profit")).toHaveValue("12");
  mend();
  expect(await screen.findByText("Saved")).toBeVisible();
  expect(screen.queryByRole("alert")).toBeNull();
  expect(sent).toEqual(['{"min_profit":"12"}']);
});

test("of two tries offline the last one goes, once", async () => {
  const { sent, cut, mend } = line();
  show();
  cut();

  await save("1");
  await screen.findByRole("alert");
  await save("2");
  await screen.findByRole("alert");
  mend();

  await screen.findByText("Saved");
  expect(sent).toEqual(['{"min_profit":"12"}']);
});

test("what was left is not sent behind anybody's back", async () => {
  const { sent, cut, mend } = line();
  const { unmount } = show();
  cut();
  await save("12");
  await screen.findByRole("alert");

  unmount();
  mend();

  await waitFor(() => {
    expect(sent).toEqual([]);
  });
});

test("without a form of its own a change is tried again by a press", async () => {
  const { sent, cut, mend } = line();
  show(<Form quiet={false} />);
  cut(false);
  await save("12");
  await screen.findByText(/server could not be reached/);
  mend();
  expect(sent).toEqual([]);

  await userEvent.click(screen.getByRole("button", { name: /Try again/ }));

  expect(await screen.findByText("Saved")).toBeVisible();
  expect(sent).toHaveLength(1);
});

test("a page that was never loaded waits for the line, rather than fail and load all anew", async () => {
  const { cut, mend } = line();
  const load = vi.fn(() => Promise.resolve({ Never: () => null }));
  const page = lazyPage(load, "Never");
  cut();

  const loaded = page.preload?.();
  await Promise.resolve();
  const offline = load.mock.calls.length;
  mend();
  await loaded;

  expect(offline).toBe(0);
  expect(load).toHaveBeenCalledOnce();
});
