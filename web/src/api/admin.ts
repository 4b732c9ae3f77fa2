/** What whoever runs this bolo sees of everybody, and does. */
import { queryOptions } from "@tanstack/react-query";

import "./client";
import {
  grantPlan,
  keepTemplate,
  listAdminPeople,
  listAdminSources,
  listAdminWorkspaces,
  listDeadDeliveries,
  listDeadJobs,
  lockWorkspace,
  removeTemplate,
  retryDeadDelivery,
  retryJob,
} from "./generated/sdk.gen";
import type { NewTemplate, PlanName } from "./generated/types.gen";

export type {
  AdminPerson,
  AdminSource,
  AdminWorkspace,
  DeadDelivery,
  DeadJob,
  NewTemplate,
  PlanName,
} from "./generated/types.gen";

const all = ["admin"] as const;
const most = 100;

export const admin = {
  all,

  workspaces: (q: string) =>
    queryOptions({
      queryKey: [...all, "workspaces", q] as const,
      queryFn: async ({ signal }) =>
        (
          await listAdminWorkspaces<true>({
            query: { limit: most, ...(q ? { q } : {}) },
            signal,
          })
        ).data.items,
    }),

  people: (q: string) =>
    queryOptions({
      queryKey: [...all, "people", q] as const,
      queryFn: async ({ signal }) =>
        (await listAdminPeople<true>({ query: { limit: most, ...(q ? { q } : {}) }, signal })).data
          .items,
    }),

  sources: () =>
    queryOptions({
      queryKey: [...all, "sources"] as const,
      queryFn: async ({ signal }) => (await listAdminSources<true>({ signal })).data.items,
    }),

  jobs: () =>
    queryOptions({
      queryKey: [...all, "jobs"] as const,
      queryFn: async ({ signal }) => (await listDeadJobs<true>({ signal })).data,
    }),

  deliveries: () =>
    queryOptions({
      queryKey: [...all, "deliveries"] as const,
      queryFn: async ({ signal }) => (await listDeadDeliveries<true>({ signal })).data.items,
    }),
};

export const askToGrant = async (workspace: string, plan: PlanName | null) =>
  (await grantPlan<true>({ path: { workspace_id: workspace }, body: { plan } })).data;

export const askToLock = async (workspace: string, locked: boolean) =>
  (await lockWorkspace<true>({ path: { workspace_id: workspace }, body: { locked } })).data;

export const askToRetryJob = async (id: string) => {
  await retryJob<true>({ path: { job_id: id } });
};

export const askToRetryDelivery = async (id: string) => {
  await retryDeadDelivery<true>({ path: { delivery_id: id } });
};

export const askToKeepTemplate = async (slug: string, body: NewTemplate) =>
  (await keepTemplate<true>({ path: { slug }, body })).data;

export const askToRemoveTemplate = async (slug: string) => {
  await removeTemplate<true>({ path: { slug } });
};
