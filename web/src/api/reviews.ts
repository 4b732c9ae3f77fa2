/** Pairs that a person is asked about: are these two listings one thing? */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import "./client";
import {
  answerReview,
  getReviewSummary,
  listReviews,
  reportMatch,
  trainOnReviews,
  undoReviewAnswer,
} from "./generated/sdk.gen";
import type { Review } from "./generated/types.gen";

export type { Review, ReviewSummary } from "./generated/types.gen";
export type Answer = NonNullable<Review["answer"]>;

const PAGE_SIZE = 50;
const all = ["reviews"] as const;

const pages = (state: "open" | "done") =>
  infiniteQueryOptions({
    queryKey: [...all, state] as const,
    queryFn: async ({ signal, pageParam }) =>
      (await listReviews<true>({ query: { state, limit: PAGE_SIZE, cursor: pageParam }, signal }))
        .data,
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

export const reviews = {
  all,

  /** The pairs still open. It stands still while somebody answers: nothing moves under a hand. */
  open: () =>
    infiniteQueryOptions({
      ...pages("open"),
      staleTime: Infinity,
      gcTime: 0,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    }),

  /** What has been answered, the newest first. */
  done: () => pages("done"),

  summary: () =>
    queryOptions({
      queryKey: [...all, "summary"] as const,
      queryFn: async ({ signal }) => (await getReviewSummary<true>({ signal })).data,
    }),
};

export const askToAnswer = async (id: string, answer: Answer) =>
  (await answerReview<true>({ path: { review_id: id }, body: { answer } })).data;

export const askToWithdraw = async (id: string) =>
  (await undoReviewAnswer<true>({ path: { review_id: id } })).data;

/** Has bolo learn from all answers; the summary tells when it has. */
export const askToLearn = async () => (await trainOnReviews<true>()).data;

/** Has a match be asked about first: it may be wrong. What comes back waits for an answer. */
export const askAboutMatch = async (opportunity: string, other: string) =>
  (
    await reportMatch<true>({
      body: { opportunity_id: opportunity, other_listing_id: other },
    })
  ).data;
