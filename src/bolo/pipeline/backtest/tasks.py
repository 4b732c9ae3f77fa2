"""The jobs of backtests and of paper trading."""

from uuid import UUID

from bolo.pipeline.backtest.papering import EVERY, STEP, Papering
from bolo.pipeline.backtest.service import RUN, Backtesting
from bolo.platform.durable.jobs import Jobs
from bolo.platform.durable.work import Payload


def subscribe(jobs: Jobs, backtesting: Backtesting, papering: Papering) -> None:
    """Run what is asked for, and trade on paper every few minutes."""

    async def run(payload: Payload) -> None:
        await backtesting.run(UUID(payload["backtest"]))

    async def step(payload: Payload) -> None:
        await papering.step(UUID(payload["workspace"]))

    jobs.job(RUN, run)
    jobs.job(STEP, step)
    jobs.schedule("paper.go_on", EVERY, papering.go_on)
