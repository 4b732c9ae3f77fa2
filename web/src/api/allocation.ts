/** Which of the open deals to take with this money. Asked when wanted, not at every change. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import "./client";
import { getAllocation } from "./generated/sdk.gen";
import type { GetAllocationData } from "./generated/types.gen";

export type {
  Allocated,
  AllocatedNot,
  Allocation,
  LeftOutCount,
  LimitShortage,
  LimitUse,
} from "./generated/types.gen";

type AllocationQuery = GetAllocationData["query"];

export const allocation = {
  plan: (query: AllocationQuery) =>
    queryOptions({
      queryKey: ["allocation", query] as const,
      queryFn: async ({ signal }) => (await getAllocation<true>({ query, signal })).data,
      staleTime: Infinity,
      refetchOnWindowFocus: false,
      placeholderData: keepPreviousData,
    }),
};
