/** What the verdicts on an opportunity rested on, and the newest judged again from that alone. */
import { queryOptions } from "@tanstack/react-query";

import "./client";
import { listJudgements, replayVerdict } from "./generated/sdk.gen";
import { opportunities } from "./opportunities";

export type { Judgement, Replay } from "./generated/types.gen";

export const judgements = {
  of: (id: string) =>
    queryOptions({
      queryKey: [...opportunities.all, "judgements", id] as const,
      queryFn: async ({ signal }) =>
        (await listJudgements<true>({ path: { opportunity_id: id }, signal })).data.items,
    }),
};

export const askToReplay = async (id: string) =>
  (await replayVerdict<true>({ path: { opportunity_id: id } })).data;
