/** The account of who is signed in, and the ways to get one. */
import { queryOptions } from "@tanstack/react-query";

import "./client";
import {
  acceptInvitation,
  askForReset,
  changeMe,
  changePassword,
  endMyOtherSessions,
  endMySession,
  getMe,
  listMySessions,
  listWaysIn,
  logIn,
  readInvitation,
  register,
  registerInvited,
  removeMe,
  resetPassword,
  verifyEmail,
} from "./generated/sdk.gen";
import type {
  InvitationAccepted,
  PasswordChange,
  Registering,
  Resetting,
  SigningIn,
} from "./generated/types.gen";

export type {
  InvitationRead,
  Me,
  Registering,
  SigningIn,
  UserSession,
  Ways,
} from "./generated/types.gen";

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

/** Told the same whether the address has an account or not. */
export const askToForget = async (email: string) => {
  await askForReset<true>({ body: { email } });
};

export const askToReset = async (body: Resetting) => {
  await resetPassword<true>({ body });
};

export const askToVerify = async (token: string) =>
  (await verifyEmail<true>({ body: { token } })).data;

export const askToReadInvitation = async (token: string) =>
  (await readInvitation<true>({ body: { token } })).data;

export const askToRegisterInvited = async (body: InvitationAccepted) => {
  await registerInvited<true>({ body });
};

export const askToJoin = async (token: string) =>
  (await acceptInvitation<true>({ body: { token } })).data;

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
