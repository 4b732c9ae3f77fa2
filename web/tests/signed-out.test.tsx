import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { Problem } from "@/api/client";
import { session } from "@/api/session";
import { makeQueryClient } from "@/app/queries";
import { Toasts } from "@/ui/feedback/toast";

import { session as somebody } from "./visit.tsx";

const refused = new Problem(401, "Unauthorized", "Sign in (POST /api/v1/auth/login)");

/** A change that the server refuses to whoever is (or is not) signed in. */
async function change(isIn: boolean) {
  const client = makeQueryClient();
  if (isIn) client.setQueryData(session.current().queryKey, { ...somebody, role: "owner" });
  render(<Toasts />);
  const changes = client.getMutationCache();
  const mutation = changes.build(client, { mutationFn: () => Promise.reject(refused) });
  await mutation.execute(undefined).catch(() => null);
}

test("a change by somebody whose session is over says so in plain words", async () => {
  await change(true);

  expect(await screen.findByText("You were signed out. Sign in, and do it again.")).toBeVisible();
  expect(screen.queryByText(/POST/)).toBeNull();
});

test("who was not in is told what was refused", async () => {
  await change(false);

  expect(await screen.findByText(/^Sign in/)).toBeVisible();
});
