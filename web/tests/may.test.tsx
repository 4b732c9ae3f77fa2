import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { Button, IconButton } from "@/ui/actions/button";
import { Needs, RightsOf, whoMay } from "@/ui/feedback/may";
import { Toasts } from "@/ui/feedback/toast";
import { SelectField, TextField } from "@/ui/forms/field";

import { review } from "../dev/reviews.ts";
import { list, policy, session, visit } from "./visit.tsx";

const why = "Approvers and owners may do this; you are a buyer here.";
const buyer = { role: "buyer", may: ["account", "read", "write"] };
const viewer = () => ({ ...session, role: "viewer", may: ["account", "read"] });

test("a button for others can be reached, does nothing, and says who may", async () => {
  const press = vi.fn();
  render(
    <RightsOf {...buyer}>
      <Button needs="approve" onClick={press}>
        Begin
      </Button>
      <IconButton needs="approve" icon="trash" label="Remove it" disabled onClick={press} />
      <Button needs="write" onClick={press}>
        Watch
      </Button>
      <Toasts />
    </RightsOf>,
  );
  const begin = screen.getByRole("button", { name: "Begin" });

  await userEvent.tab();
  await userEvent.keyboard("{Enter}");

  expect(begin).toHaveFocus();
  expect(begin).toHaveAttribute("aria-disabled", "true");
  expect(begin).toHaveAccessibleDescription(why);
  await userEvent.click(screen.getByRole("button", { name: "Remove it" }));
  expect(press).not.toHaveBeenCalled();
  expect(screen.getAllByText(why, { selector: "[role=status] *" })).not.toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "Watch" }));
  expect(press).toHaveBeenCalledOnce();
});

test("a form for others shows what holds, and takes nothing", async () => {
  const change = vi.fn();
  const send = vi.fn();
  render(
    <RightsOf {...buyer}>
      <Needs right="approve">
        <form onSubmit={send}>
          <TextField label="Profit" hint="At least" value="10" onChange={change} />
          <SelectField label="ROI" value="b" onChange={change}>
            <option value="a">A</option>
            <option value="b">B</option>
          </SelectField>
          <Button type="submit">Save</Button>
        </form>
      </Needs>
    </RightsOf>,
  );
  const profit = screen.getByLabelText("Profit");

  await userEvent.type(profit, "7{Enter}");
  await userEvent.selectOptions(screen.getByLabelText("ROI"), "a");

  expect(profit).toHaveValue("10");
  expect(profit).toHaveAccessibleDescription(`At least ${why}`);
  expect(screen.getByLabelText("ROI")).toHaveValue("b");
  expect(
    screen.getByText(/^Approvers and owners may change this/, { selector: "p" }),
  ).toBeVisible();
  expect(change).not.toHaveBeenCalled();
  expect(send).not.toHaveBeenCalled();
});

test("until it is known who is here, nothing is barred", () => {
  render(<Button needs="manage">Rename</Button>);

  expect(screen.getByRole("button", { name: "Rename" })).not.toHaveAttribute("aria-disabled");
  expect(whoMay("manage", "approver")).toBe("Owners may do this; you are an approver here.");
});

test("a viewer answers no pair, by key or by button", async () => {
  const { log } = visit("/reviews", {
    "GET /session": viewer,
    "GET /reviews": () => ({ ...list([review(1)]), total: 1 }),
    "GET /price-questions": () => list([]),
  });
  await userEvent.click(await screen.findByRole("button", { name: "Same" }));
  await userEvent.keyboard("d");

  expect(screen.getByText("0 of 1 answered")).toBeInTheDocument();
  expect(log.filter(({ method }) => method !== "GET")).toEqual([]);
});

test("a viewer reads the limits, and is told who changes them", async () => {
  visit("/settings", {
    "GET /session": viewer,
    "GET /settings": () => policy,
    "GET /venues": () => list([]),
    "GET /webhook-endpoints": () => list([]),
  });

  expect(await screen.findByLabelText("Minimum profit")).toHaveAttribute("readonly");
  expect(
    screen.getAllByText("Approvers and owners may change this; you are a viewer here.")[0],
  ).toBeVisible();
});
