"""A rule from plain words: asked as the vendors publish, by rate, in time, or told why not."""

import asyncio
from uuid import uuid4

import pytest
from pydantic import SecretStr

from bolo.core.errors import Conflict, Misconfigured, TooMany, Unavailable
from bolo.core.marketplace import Request
from bolo.core.searching.rules.spoken import Scribe, Vendor
from bolo.pipeline.watch.searches.wording import OFTEN, Reply, Wording
from bolo.platform.buckets import MemoryBuckets
from bolo.platform.clock import system_clock
from bolo.platform.settings import Settings
from tests.pipeline.watch.searches.language import KEY, language


def settings(vendor: str, at: str | None) -> Settings:
    """Set a model."""
    return Settings.model_validate(
        {
            "language_vendor": vendor,
            "language_model": "some-model",
            "language_key": SecretStr(KEY),
            "language_url": at,
        }
    )


def buckets() -> MemoryBuckets:
    """Begin with full ones."""
    return MemoryBuckets(system_clock)


@pytest.mark.parametrize("vendor", list(Vendor))
async def test_a_model_is_asked_as_its_contract_has_it(vendor: Vendor) -> None:
    async with language() as playing:
        wording = Wording.of(settings(vendor, playing.at), buckets())

        rule = await wording.rule(uuid4(), "an iPhone 13 or 14, no case, under 400 pounds")

        assert rule == playing.text
        assert playing.violations == []
        assert len(playing.asked) == 1


async def test_what_a_vendor_refuses_is_told_with_its_words() -> None:
    async with language() as playing:
        playing.status, playing.text = 401, "invalid x-api-key"
        wording = Wording.of(settings("anthropic", playing.at), buckets())

        with pytest.raises(Misconfigured, match="invalid x-api-key"):
            await wording.rule(uuid4(), "lamp")


async def test_nobody_there_is_told() -> None:
    wording = Wording.of(settings("openai", "http://127.0.0.1:1/v1"), buckets())

    with pytest.raises(Unavailable):
        await wording.rule(uuid4(), "lamp")


async def test_a_silent_model_is_not_waited_for() -> None:
    async def silent(_request: Request) -> Reply:
        await asyncio.Event().wait()
        raise AssertionError

    model = Scribe(Vendor.OPENAI, "m", "http://127.0.0.1:1/v1")
    wording = Wording(model, silent, buckets(), patience=0.01)

    with pytest.raises(Unavailable, match="in time"):
        await wording.rule(uuid4(), "lamp")


async def test_a_workspace_asks_by_rate_and_others_need_not_wait() -> None:
    async with language() as playing:
        wording = Wording.of(settings("anthropic", playing.at), buckets())
        eager, other = uuid4(), uuid4()
        for _ in range(OFTEN.burst):
            await wording.rule(eager, "lamp")

        with pytest.raises(TooMany, match="try again in"):
            await wording.rule(eager, "lamp")

        assert await wording.rule(other, "lamp") == playing.text


@pytest.mark.parametrize(
    "missing",
    [
        {"language_vendor": None},
        {"language_model": None},
        {"language_key": None, "language_url": None},
    ],
)
async def test_without_a_model_it_says_how_to_set_one(missing: dict[str, None]) -> None:
    half = settings("openai", "http://127.0.0.1:1/v1").model_copy(update=missing)

    with pytest.raises(Conflict, match="BOLO_LANGUAGE_KEY"):
        await Wording.of(half, buckets()).rule(uuid4(), "lamp")


def test_a_vendor_is_asked_at_its_usual_address() -> None:
    model = Wording.of(settings("openai", None), buckets()).model

    assert model is not None
    assert model.base == "https://api.openai.com/v1"
