/** Who is here, and whether the demo street is on. */
import { queryOptions } from "@tanstack/react-query";

import "./client";
import { getDemo, getSession, removeDemo, signIn, signOut, startDemo } from "./generated/sdk.gen";

export type { Demo, Session } from "./generated/types.gen";

export const session = {
  current: () =>
    queryOptions({
      queryKey: ["session"] as const,
      queryFn: async ({ signal }) => (await getSession<true>({ signal })).data,
      staleTime: 60_000,
    }),
};

export const demo = {
  state: () =>
    queryOptions({
      queryKey: ["demo"] as const,
      queryFn: async ({ signal }) => (await getDemo<true>({ signal })).data,
      staleTime: 60_000,
    }),
};

export const askToSignIn = async (token: string) => (await signIn<true>({ body: { token } })).data;

export const askToSignOut = async () => {
  await signOut<true>();
};

export const askForDemo = async () => (await startDemo<true>()).data;

export const askToRemoveDemo = async () => {
  await removeDemo<true>();
};
