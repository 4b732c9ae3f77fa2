/** Which plan the workspace has, what it uses of it, and how it is paid for. */
import { queryOptions } from "@tanstack/react-query";

import "./client";
import {
  beginCheckout,
  cancelPlan,
  changePlan,
  getBilling,
  getUsage,
  listInvoices,
  listPlans,
  openPortal,
  previewPlan,
  resumePlan,
} from "./generated/sdk.gen";
import type { PlanName } from "./generated/types.gen";

export type {
  Billing,
  Invoice,
  Meter,
  OfferedPlan,
  PlanName,
  PlanPreview,
  Usage,
} from "./generated/types.gen";

const all = ["plan"] as const;

export const plans = {
  all,

  list: () =>
    queryOptions({
      queryKey: [...all, "offered"] as const,
      queryFn: async ({ signal }) => (await listPlans<true>({ signal })).data,
      staleTime: 60_000,
    }),

  usage: () =>
    queryOptions({
      queryKey: [...all, "usage"] as const,
      queryFn: async ({ signal }) => (await getUsage<true>({ signal })).data,
    }),

  billing: () =>
    queryOptions({
      queryKey: [...all, "billing"] as const,
      queryFn: async ({ signal }) => (await getBilling<true>({ signal })).data,
    }),

  invoices: () =>
    queryOptions({
      queryKey: [...all, "invoices"] as const,
      queryFn: async ({ signal }) => (await listInvoices<true>({ signal })).data.items,
    }),

  preview: (plan: PlanName) =>
    queryOptions({
      queryKey: [...all, "preview", plan] as const,
      queryFn: async ({ signal }) => (await previewPlan<true>({ body: { plan }, signal })).data,
      retry: false,
      staleTime: 60_000,
    }),
};

export const askToBuy = async (plan: PlanName) =>
  (await beginCheckout<true>({ body: { plan } })).data.url;

export const askForPortal = async () => (await openPortal<true>()).data.url;

export const askToChangePlan = async (plan: PlanName, at: string) =>
  (await changePlan<true>({ body: { plan, at } })).data;

export const askToCancelPlan = async () => (await cancelPlan<true>()).data;

export const askToResumePlan = async () => (await resumePlan<true>()).data;
