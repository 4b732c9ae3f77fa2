/** What was promised against what came true. It moves by the day, not by the minute. */
import { queryOptions } from "@tanstack/react-query";

import "./client";
import { getCalibration } from "./generated/sdk.gen";

export type {
  Calibration,
  Coverage,
  ProfitPoint,
  ProfitPoints,
  Punctuality,
  Reliability,
  ReliabilityBin,
} from "./generated/types.gen";

export const calibration = {
  all: ["calibration"] as const,
  now: () =>
    queryOptions({
      queryKey: calibration.all,
      queryFn: async ({ signal }) => (await getCalibration<true>({ signal })).data,
    }),
};
