/** What is followed: one thing each, when to tell, and what came true. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import "./client";
import {
  addFollow,
  changeFollow,
  getFollow,
  listFollowHits,
  listFollows,
  pauseFollow,
  previewFollow,
  removeFollow,
  resumeFollow,
} from "./generated/sdk.gen";
import type { FollowChange, FollowCondition, NewFollow } from "./generated/types.gen";

export type { Follow, FollowCondition, FollowHit, FollowMoment } from "./generated/types.gen";

/** What to follow, without when to tell. */
export type Target = Omit<NewFollow, "conditions">;

const all = ["follows"] as const;

export const follows = {
  all,

  list: () =>
    queryOptions({
      queryKey: [...all, "list"] as const,
      queryFn: async ({ signal }) =>
        (await listFollows<true>({ query: { limit: 200 }, signal })).data.items,
    }),

  /** The follow of one thing, `null` when it is not followed. */
  of: (kind: Target["kind"], key: string) =>
    queryOptions({
      queryKey: [...all, "of", kind, key] as const,
      queryFn: async ({ signal }) =>
        (await listFollows<true>({ query: { kind, key, limit: 1 }, signal })).data.items[0] ?? null,
    }),

  one: (id: string) =>
    queryOptions({
      queryKey: [...all, "one", id] as const,
      queryFn: async ({ signal }) =>
        (await getFollow<true>({ path: { follow_id: id }, signal })).data,
    }),

  hits: (id: string) =>
    infiniteQueryOptions({
      queryKey: [...all, "hits", id] as const,
      initialPageParam: null as string | null,
      queryFn: async ({ pageParam, signal }) =>
        (
          await listFollowHits<true>({
            path: { follow_id: id },
            query: pageParam === null ? {} : { cursor: pageParam },
            signal,
          })
        ).data,
      getNextPageParam: (page) => page.next ?? null,
    }),

  past: (target: Target, conditions: FollowCondition[]) =>
    queryOptions({
      queryKey: ["follow-past", target, conditions] as const,
      queryFn: async ({ signal }) =>
        (await previewFollow<true>({ body: { ...target, conditions }, signal })).data,
      enabled: conditions.length > 0,
      retry: false,
      staleTime: 30_000,
    }),
};

export const askToFollow = async (target: Target, conditions: FollowCondition[]) =>
  (await addFollow<true>({ body: { ...target, conditions } })).data;

export const askToChangeFollow = async (id: string, body: FollowChange) =>
  (await changeFollow<true>({ path: { follow_id: id }, body })).data;

export const askToPauseFollow = async (id: string) =>
  (await pauseFollow<true>({ path: { follow_id: id } })).data;

export const askToResumeFollow = async (id: string) =>
  (await resumeFollow<true>({ path: { follow_id: id } })).data;

export const askToUnfollow = async (id: string) => {
  await removeFollow<true>({ path: { follow_id: id } });
};
