/** The routes of the backtest lab. */
import { getRouteApi, useNavigate } from "@tanstack/react-router";

import { BacktestPage } from "@/features/backtests/backtest-page";
import { BacktestsPage } from "@/features/backtests/backtests-page";

const one = getRouteApi("/backtests/$id");

export function BacktestsRoute() {
  const navigate = useNavigate();
  return (
    <BacktestsPage
      onRun={(id) => {
        void navigate({ to: "/backtests/$id", params: { id } });
      }}
    />
  );
}

export function BacktestRoute() {
  const { id } = one.useParams();
  const navigate = useNavigate();
  return (
    <BacktestPage
      key={id}
      id={id}
      onGone={() => {
        void navigate({ to: "/backtests" });
      }}
    />
  );
}
