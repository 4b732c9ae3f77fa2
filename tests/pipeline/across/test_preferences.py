"""The settings of a workspace: kept as they are said, in its currency, or refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Invalid
from bolo.pipeline.across.preferences import Preferences, everywhere
from bolo.pipeline.decide.store import EVERYWHERE
from bolo.pipeline.value.venues import Venues
from tests.pipeline.street import workspace

PREFERENCES = Preferences(Venues.load(date(2026, 3, 9)), uuid4)


async def test_settings_are_kept_and_their_limits_follow_the_currency(
    session: AsyncSession,
) -> None:
    owner = await workspace(session)
    chosen = await PREFERENCES.of(session, owner)
    other = replace(
        chosen, costing=replace(chosen.costing, currency="EUR"), hysteresis=Decimal("0.5")
    )
    await PREFERENCES.save(session, owner, other)

    kept = await PREFERENCES.of(session, owner)

    assert (kept.costing.currency, kept.hysteresis) == ("EUR", Decimal("0.5"))
    assert everywhere(kept).min_profit.currency == "EUR"
    assert set(kept.policies) == {EVERYWHERE}


@pytest.mark.parametrize(
    ("figures", "why"),
    [
        ({"venues": ()}, "at least one venue"),
        ({"venues": ("nowhere",)}, "no venue is called nowhere"),
        ({"currency": "XYZ"}, "no exchange rate for XYZ"),
    ],
)
async def test_settings_that_cannot_be_are_refused(
    session: AsyncSession, figures: dict[str, object], why: str
) -> None:
    owner = await workspace(session)
    chosen = await PREFERENCES.of(session, owner)
    wrong = replace(chosen, costing=replace(chosen.costing, **figures))  # type: ignore[arg-type]

    with pytest.raises(Invalid, match=why):
        await PREFERENCES.save(session, owner, wrong)
