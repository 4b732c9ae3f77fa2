/** The workspaces of who is signed in, who works in this one, and what was done in it. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import "./client";
import {
  changeRole,
  checkAudit,
  createWorkspace,
  invite,
  leaveWorkspace,
  listAuditEntries,
  listInvitations,
  listMembers,
  removeMember,
  renameWorkspace,
  switchWorkspace,
  withdrawInvitation,
} from "./generated/sdk.gen";
import type { Inviting, Role } from "./generated/types.gen";

export type { AuditEntry, Invitation, Member, Role } from "./generated/types.gen";

export type AuditFilters = { action: string | null; user: string | null };

const all = ["team"] as const;

export const team = {
  all,

  members: () =>
    queryOptions({
      queryKey: [...all, "members"] as const,
      queryFn: async ({ signal }) => (await listMembers<true>({ signal })).data.items,
    }),

  invitations: () =>
    queryOptions({
      queryKey: [...all, "invitations"] as const,
      queryFn: async ({ signal }) => (await listInvitations<true>({ signal })).data.items,
    }),
};

export const audit = {
  all: ["audit"] as const,

  list: ({ action, user }: AuditFilters) =>
    infiniteQueryOptions({
      queryKey: ["audit", action, user] as const,
      queryFn: async ({ signal, pageParam }) =>
        (
          await listAuditEntries<true>({
            query: {
              limit: 50,
              ...(pageParam === null ? {} : { cursor: pageParam }),
              ...(action ? { action } : {}),
              ...(user ? { user } : {}),
            },
            signal,
          })
        ).data,
      initialPageParam: null as string | null,
      getNextPageParam: ({ next }) => next,
    }),

  check: () =>
    queryOptions({
      queryKey: ["audit", "check"] as const,
      queryFn: async ({ signal }) => (await checkAudit<true>({ signal })).data,
      staleTime: Infinity,
    }),
};

export const askToChangeRole = async (user: string, role: Role) => {
  await changeRole<true>({ path: { user_id: user }, body: { role } });
};

export const askToRemoveMember = async (user: string) => {
  await removeMember<true>({ path: { user_id: user } });
};

export const askToLeaveWorkspace = async () => {
  await leaveWorkspace<true>();
};

export const askToInvite = async (body: Inviting) => (await invite<true>({ body })).data;

export const askToWithdraw = async (id: string) => {
  await withdrawInvitation<true>({ path: { invitation_id: id } });
};

export const askToCreateWorkspace = async (name: string) =>
  (await createWorkspace<true>({ body: { name } })).data;

export const askToRenameWorkspace = async (name: string) => {
  await renameWorkspace<true>({ body: { name } });
};

/** Goes on in another workspace; the cookie that says so comes with the answer. */
export const askToSwitch = async (id: string) => {
  await switchWorkspace<true>({ path: { workspace_id: id } });
};
