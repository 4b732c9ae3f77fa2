/** Paper trading, and how it, a backtest and real sales compare. */
import { queryOptions } from "@tanstack/react-query";

import "./client";
import { getPaper, getReconciliation, putPaper } from "./generated/sdk.gen";
import type { PaperWanted } from "./generated/types.gen";

export type { Paper, Reconciled, Reconciliation } from "./generated/types.gen";

const EVERY = 60_000;
const all = ["paper"] as const;

export const paper = {
  all,

  now: () =>
    queryOptions({
      queryKey: [...all, "now"] as const,
      queryFn: async ({ signal }) => (await getPaper<true>({ signal })).data,
      refetchInterval: ({ state }) => (state.data?.on ? EVERY : false),
    }),

  reconciliation: (backtest: string | null) =>
    queryOptions({
      queryKey: [...all, "reconciliation", backtest] as const,
      queryFn: async ({ signal }) =>
        (await getReconciliation<true>({ query: backtest === null ? {} : { backtest }, signal }))
          .data,
    }),
};

export const askForPaper = async (body: PaperWanted) => (await putPaper<true>({ body })).data;
