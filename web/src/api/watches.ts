/** What we keep an eye on. */
import { queryOptions } from "@tanstack/react-query";

import "./client";
import {
  addWatch,
  changeWatch,
  listWatches,
  pauseWatch,
  removeWatch,
  restoreWatch,
  resumeWatch,
} from "./generated/sdk.gen";
import type { NewWatch, WatchChange } from "./generated/types.gen";

export type { Health, NewWatch, Watch, WatchChange } from "./generated/types.gen";

const all = ["watches"] as const;

export const watches = {
  all,

  list: () =>
    queryOptions({
      queryKey: [...all, "list"] as const,
      queryFn: async ({ signal }) => (await listWatches<true>({ signal })).data.items,
    }),
};

export const askToWatch = async (body: NewWatch) => (await addWatch<true>({ body })).data;

export const askToChange = async (id: string, body: WatchChange) =>
  (await changeWatch<true>({ path: { watch_id: id }, body })).data;

export const askToPause = async (id: string) =>
  (await pauseWatch<true>({ path: { watch_id: id } })).data;

export const askToResume = async (id: string) =>
  (await resumeWatch<true>({ path: { watch_id: id } })).data;

export const askToRemove = async (id: string) => {
  await removeWatch<true>({ path: { watch_id: id } });
};

export const askToRestore = async (id: string) =>
  (await restoreWatch<true>({ path: { watch_id: id } })).data;
