/** Rules walked over what was observed: asked for, waited for, read, exported, deleted. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import "./client";
import { client } from "./generated/client.gen";
import {
  checkRules,
  getBacktest,
  getRulesExample,
  listBacktests,
  removeBacktest,
  runBacktest,
} from "./generated/sdk.gen";
import type { BacktestToRun, ExportBacktestData } from "./generated/types.gen";

export type {
  Backtest,
  BacktestBrief,
  BacktestGroup,
  BacktestLookAhead,
  BacktestPoint,
  BacktestReport,
  BacktestSummary,
  BacktestTrade,
  BacktestTried,
  RulesProblem,
} from "./generated/types.gen";

const EVERY = 1_000;
const all = ["backtests"] as const;

const isUnderWay = ({ state }: { state: string }) => state === "waiting" || state === "running";

export const backtests = {
  all,

  /** The list looks again each second while one of them is under way. */
  list: () =>
    queryOptions({
      queryKey: [...all, "list"] as const,
      queryFn: async ({ signal }) => (await listBacktests<true>({ signal })).data.items,
      refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? EVERY : false),
    }),

  one: (id: string) =>
    queryOptions({
      queryKey: [...all, "one", id] as const,
      queryFn: async ({ signal }) =>
        (await getBacktest<true>({ path: { backtest_id: id }, signal })).data,
      refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? EVERY : false),
    }),

  example: () =>
    queryOptions({
      queryKey: [...all, "example"] as const,
      queryFn: async ({ signal }) => (await getRulesExample<true>({ signal })).data.rules,
      staleTime: Infinity,
    }),

  problems: (rules: string) =>
    queryOptions({
      queryKey: [...all, "problems", rules] as const,
      queryFn: async ({ signal }) =>
        (await checkRules<true>({ body: { rules }, signal })).data.problems,
      staleTime: Infinity,
      gcTime: 60_000,
      placeholderData: keepPreviousData,
    }),
};

export const askToRun = async (body: BacktestToRun) => (await runBacktest<true>({ body })).data;

export const askToForget = async (id: string) => {
  await removeBacktest<true>({ path: { backtest_id: id } });
};

/** Where a browser fetches an export as a file. */
export const exportAddress = (id: string, query: ExportBacktestData["query"]) =>
  client.buildUrl({
    url: "/api/v1/backtests/{backtest_id}/export",
    path: { backtest_id: id },
    query,
  });
