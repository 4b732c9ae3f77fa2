/** What we were told. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import "./client";
import {
  listAlerts,
  listDeliveries,
  readAlert,
  readAllAlerts,
  unreadAlert,
} from "./generated/sdk.gen";

export type { Alert } from "./generated/types.gen";

/** Which alerts are shown; `q` is looked for in title and text. */
export type AlertFilters = { unread: boolean; kind: string | null; q: string };

const all = ["alerts"] as const;

export const alerts = {
  all,

  list: ({ unread, kind, q }: AlertFilters) =>
    infiniteQueryOptions({
      queryKey: [...all, "list", { unread, kind, q }] as const,
      queryFn: async ({ signal, pageParam }) =>
        (
          await listAlerts<true>({
            query: { unread, cursor: pageParam, ...(kind ? { kind } : {}), ...(q ? { q } : {}) },
            signal,
          })
        ).data,
      initialPageParam: null as string | null,
      getNextPageParam: ({ next }) => next,
    }),

  /** How many are unread, for the number on the bell: every page tells it, the shortest too. */
  unread: () =>
    queryOptions({
      queryKey: [...all, "unread"] as const,
      queryFn: async ({ signal }) =>
        (await listAlerts<true>({ query: { unread: true, limit: 1 }, signal })).data,
      select: ({ unread }) => unread,
    }),

  /** Over which channels one alert went. */
  sent: (id: string) =>
    queryOptions({
      queryKey: [...all, "sent", id] as const,
      queryFn: async ({ signal }) =>
        (await listDeliveries<true>({ query: { alert: id }, signal })).data.items,
    }),
};

/** Where an alert leads, over bolo: so that it knows who went. */
export const followed = (id: string): string => `/api/v1/alerts/${id}/go`;

export const askToRead = async (id: string) => {
  await readAlert<true>({ path: { alert_id: id } });
};

export const askToUnread = async (id: string) => {
  await unreadAlert<true>({ path: { alert_id: id } });
};

export const askToReadAll = async () => {
  await readAllAlerts<true>();
};
