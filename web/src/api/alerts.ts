/** What we were told. */
import { queryOptions } from "@tanstack/react-query";

import "./client";
import { listAlerts, readAlert, readAllAlerts } from "./generated/sdk.gen";

export type { Alert } from "./generated/types.gen";

const all = ["alerts"] as const;

export const alerts = {
  all,

  list: () =>
    queryOptions({
      queryKey: [...all, "list"] as const,
      queryFn: async ({ signal }) => (await listAlerts<true>({ signal })).data,
    }),

  /** The first page of what is unread: enough for the number on the bell. */
  unread: () =>
    queryOptions({
      queryKey: [...all, "unread"] as const,
      queryFn: async ({ signal }) =>
        (await listAlerts<true>({ query: { unread: true }, signal })).data,
    }),
};

export const askToRead = async (id: string) => {
  await readAlert<true>({ path: { alert_id: id } });
};

export const askToReadAll = async () => {
  await readAllAlerts<true>();
};
