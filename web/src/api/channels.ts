/** By what ways somebody is told, how, and what was sent. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import "./client";
import {
  addChannel,
  changeChannel,
  getTelling,
  listAttempts,
  listChannelKinds,
  listChannels,
  listDeliveries,
  putTelling,
  removeChannel,
  retryDelivery,
  rotateChannelSecret,
  testChannel,
} from "./generated/sdk.gen";
import type { ChangedChannel, Delivery, NewChannel, Telling } from "./generated/types.gen";

export type {
  Channel,
  ChannelKind,
  ChannelSetting,
  ChosenTelling,
  Delivery,
  Telling,
} from "./generated/types.gen";

const all = ["channels"] as const;
const deliveries = ["deliveries"] as const;

export const channels = {
  all,
  deliveries,

  kinds: () =>
    queryOptions({
      queryKey: ["channel-kinds"] as const,
      queryFn: async ({ signal }) => (await listChannelKinds<true>({ signal })).data.items,
      staleTime: Infinity,
    }),

  list: () =>
    queryOptions({
      queryKey: [...all, "list"] as const,
      queryFn: async ({ signal }) => (await listChannels<true>({ signal })).data.items,
    }),

  telling: () =>
    queryOptions({
      queryKey: ["telling"] as const,
      queryFn: async ({ signal }) => (await getTelling<true>({ signal })).data,
    }),

  sent: (state: Delivery["state"] | null) =>
    infiniteQueryOptions({
      queryKey: [...deliveries, state] as const,
      queryFn: async ({ signal, pageParam }) =>
        (
          await listDeliveries<true>({
            query: { limit: 20, cursor: pageParam, ...(state ? { state } : {}) },
            signal,
          })
        ).data,
      initialPageParam: null as string | null,
      getNextPageParam: ({ next }) => next,
    }),

  attempts: (id: string) =>
    queryOptions({
      queryKey: [...deliveries, "attempts", id] as const,
      queryFn: async ({ signal }) =>
        (await listAttempts<true>({ path: { delivery_id: id }, signal })).data.items,
    }),
};

export const askToAdd = async (body: NewChannel) => (await addChannel<true>({ body })).data;

export const askToChangeChannel = async (id: string, body: ChangedChannel) =>
  (await changeChannel<true>({ path: { channel_id: id }, body })).data;

export const askToRemoveChannel = async (id: string) => {
  await removeChannel<true>({ path: { channel_id: id } });
};

export const askToTestChannel = async (id: string) =>
  (await testChannel<true>({ path: { channel_id: id } })).data;

export const askToRotate = async (id: string) =>
  (await rotateChannelSecret<true>({ path: { channel_id: id } })).data;

export const askToRetry = async (id: string) => {
  await retryDelivery<true>({ path: { delivery_id: id } });
};

export const askToTell = async (body: Telling) => (await putTelling<true>({ body })).data;
