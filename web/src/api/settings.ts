/** The numbers a verdict rests on, and who else is told. */
import { queryOptions } from "@tanstack/react-query";

import "./client";
import {
  addWebhookEndpoint,
  changeRiskSettings,
  changeSettings,
  getRiskSettings,
  getSettings,
  listVenues,
  listWebhookEndpoints,
  removeWebhookEndpoint,
  testWebhookEndpoint,
} from "./generated/sdk.gen";
import type { RiskChange, SettingsChange } from "./generated/types.gen";

export type {
  CategoryLimits,
  LimitsChange,
  RiskChange,
  RiskFigures,
  RiskSettings,
  SettingsChange,
  VenueFacts,
  WebhookEndpoint,
  WorkspaceSettings,
} from "./generated/types.gen";

export const settings = {
  policy: () =>
    queryOptions({
      queryKey: ["settings"] as const,
      queryFn: async ({ signal }) => (await getSettings<true>({ signal })).data,
    }),

  risk: () =>
    queryOptions({
      queryKey: ["settings", "risk"] as const,
      queryFn: async ({ signal }) => (await getRiskSettings<true>({ signal })).data,
    }),

  venues: () =>
    queryOptions({
      queryKey: ["venues"] as const,
      queryFn: async ({ signal }) => (await listVenues<true>({ signal })).data.items,
      staleTime: Infinity,
    }),

  webhooks: () =>
    queryOptions({
      queryKey: ["webhooks"] as const,
      queryFn: async ({ signal }) => (await listWebhookEndpoints<true>({ signal })).data.items,
    }),
};

/** Only what is given changes: what others saved meanwhile stays. */
export const askToSave = async (body: SettingsChange) =>
  (await changeSettings<true>({ body })).data;

export const askToAssume = async (body: RiskChange) =>
  (await changeRiskSettings<true>({ body })).data;

export const askToAddWebhook = async (url: string) =>
  (await addWebhookEndpoint<true>({ body: { url } })).data;

export const askToRemoveWebhook = async (id: string) => {
  await removeWebhookEndpoint<true>({ path: { endpoint_id: id } });
};

export const askToTestWebhook = async (id: string) =>
  (await testWebhookEndpoint<true>({ path: { endpoint_id: id } })).data;
