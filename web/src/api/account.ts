/** The account of who is signed in, and the ways to get one. */
import { queryOptions } from "@tanstack/react-query";

import "./client";
import {
  changeMe,
  changePassword,
  endMyOtherSessions,
  endMySession,
  getMe,
  listMySessions,
  listWaysIn,
  logIn,
  register,
  removeMe,
} from "./generated/sdk.gen";
import type { PasswordChange, Registering, SigningIn } from "./generated/types.gen";

export type { Me, Registering, SigningIn, UserSession, Ways } from "./generated/types.gen";

export const account = {
  ways: () =>
    queryOptions({
      queryKey: ["ways"] as const,
      queryFn: async ({ signal }) => (await listWaysIn<true>({ signal })).data,
      staleTime: Infinity,
    }),

  me: () =>
    queryOptions({
      queryKey: ["me"] as const,
      queryFn: async ({ signal }) => (await getMe<true>({ signal })).data,
    }),

  sessions: () =>
    queryOptions({
      queryKey: ["me", "sessions"] as const,
      queryFn: async ({ signal }) => (await listMySessions<true>({ signal })).data.items,
    }),
};

export const askToRegister = async (body: Registering) => (await register<true>({ body })).data;

export const askToLogIn = async (body: SigningIn) => {
  await logIn<true>({ body });
};

export const askToRename = async (name: string) => (await changeMe<true>({ body: { name } })).data;

export const askToChangePassword = async (body: PasswordChange) => {
  await changePassword<true>({ body });
};

export const askToEndSession = async (id: string) => {
  await endMySession<true>({ path: { session_id: id } });
};

export const askToEndOtherSessions = async () => {
  await endMyOtherSessions<true>();
};

export const askToLeave = async (password: string) => {
  await removeMe<true>({ body: { password: password || null } });
};
