"""The jobs of backtests."""

from uuid import UUID

from bolo.pipeline.backtest.service import RUN, Backtesting
from bolo.platform.jobs import Jobs
from bolo.platform.work import Payload


def subscribe(jobs: Jobs, backtesting: Backtesting) -> None:
    """Run what is asked for."""

    async def run(payload: Payload) -> None:
        await backtesting.run(UUID(payload["backtest"]))

    jobs.job(RUN, run)
