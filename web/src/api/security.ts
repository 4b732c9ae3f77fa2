/** The second factor and the API keys of who is signed in, and what is kept of them. */
import { queryOptions } from "@tanstack/react-query";

import "./client";
import {
  beginFactor,
  changeEmail,
  createApiKey,
  endFactor,
  exportMe,
  getFactor,
  listApiKeys,
  listRetention,
  offerFactor,
  renewRecoveryCodes,
  revokeApiKey,
} from "./generated/sdk.gen";
import type { EmailChange, NewApiKey } from "./generated/types.gen";

export type { ApiKey, Factor, FactorOffer, Scope } from "./generated/types.gen";

export const security = {
  factor: () =>
    queryOptions({
      queryKey: ["me", "factor"] as const,
      queryFn: async ({ signal }) => (await getFactor<true>({ signal })).data,
    }),

  keys: () =>
    queryOptions({
      queryKey: ["api-keys"] as const,
      queryFn: async ({ signal }) => (await listApiKeys<true>({ signal })).data.items,
    }),

  retention: () =>
    queryOptions({
      queryKey: ["retention"] as const,
      queryFn: async ({ signal }) => (await listRetention<true>({ signal })).data.items,
      staleTime: Infinity,
    }),
};

export const askToOfferFactor = async (password: string) =>
  (await offerFactor<true>({ body: { password: password || null } })).data;

export const askToBeginFactor = async (code: string) =>
  (await beginFactor<true>({ body: { code } })).data.codes;

export const askToRenewCodes = async (code: string) =>
  (await renewRecoveryCodes<true>({ body: { code } })).data.codes;

export const askToEndFactor = async (code: string) => {
  await endFactor<true>({ body: { code } });
};

export const askToCreateKey = async (body: NewApiKey) => (await createApiKey<true>({ body })).data;

export const askToRevokeKey = async (id: string) => {
  await revokeApiKey<true>({ path: { key_id: id } });
};

export const askToChangeEmail = async (body: EmailChange) =>
  (await changeEmail<true>({ body })).data;

/** Everything that is kept, as a ZIP. */
export const askToExport = async (): Promise<Blob> =>
  (await exportMe<true>({ parseAs: "blob" })).data;
