/** Pages with two prices that could be the price: a person says which, for that shop. */
import { queryOptions } from "@tanstack/react-query";

import "./client";
import { answerPriceQuestion, listPriceQuestions } from "./generated/sdk.gen";

export type { PriceQuestion } from "./generated/types.gen";

const all = ["price-questions"] as const;

export const priceQuestions = {
  all,

  list: () =>
    queryOptions({
      queryKey: [...all, "list"] as const,
      queryFn: async ({ signal }) => (await listPriceQuestions<true>({ signal })).data.items,
    }),
};

/** `null` says that none of them is the price. */
export const askToChoose = async (id: string, option: number | null) =>
  (await answerPriceQuestion<true>({ path: { question_id: id }, body: { option } })).data;
