"""Prices: settled by the moment alone, always with bargains, never with a jump that looks wrong."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bolo.demo.goods import BARGAIN_SLOTS, SHOPS, Kind
from bolo.demo.moment import STEP, Moment
from bolo.demo.prices import EURO, SLIP_BLOCK, WRONG_CURRENCY, Tag, slips, turns
from bolo.demo.shelves import Article, Shown, articles, shelf, tags_of
from bolo.demo.traps import TrapKind

STEPS = range(200)
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
Key = tuple[int, str | None]


@cache
def at(kind: Kind, step: int) -> tuple[Shown, ...]:
    """Return the shelf of a shop; the tests look at the same steps over and over."""
    return shelf(kind, Moment(step))


def euros(tag: Tag) -> float:
    return tag.price / EURO[tag.currency] * 10


def by_thing(step: int) -> dict[Key, list[float]]:
    """Return what each thing that is no trap and in stock costs in euros, the cheapest first."""
    found: dict[Key, list[float]] = {}
    for kind in SHOPS:
        for article, tags in at(kind, step):
            if article.trap is None:
                for choice, tag in zip(article.choices, tags, strict=True):
                    if tag.in_stock:
                        found.setdefault((article.good.number, choice.name), []).append(euros(tag))
    return {key: sorted(prices) for key, prices in found.items()}


def profitable(prices: list[float]) -> bool:
    """Say whether the cheapest can be sold at the next price, with fees and costs beside it."""
    return len(prices) >= 3 and prices[1] * 0.86 - prices[0] * 1.03 - 5 > 5


def test_at_every_step_there_are_forty_real_spreads_and_all_are_bargains() -> None:
    for step in STEPS:
        spreads = {key for key, prices in by_thing(step).items() if profitable(prices)}

        assert len(spreads) >= 40
        assert {number for number, _ in spreads} <= set(turns(step))


def test_spreads_come_and_go() -> None:
    first, last = set(turns(0)), set(turns(199))

    assert first - last
    assert last - first
    assert len(first) > BARGAIN_SLOTS


def test_no_ordinary_price_jumps_like_a_mistake() -> None:
    before: dict[tuple[Kind, int, int], int] = {}
    for step in STEPS:
        for kind in SHOPS:
            for article, tags in at(kind, step):
                if article.trap is None:
                    for place, tag in enumerate(tags):
                        key = (kind, article.number, place)
                        ratio = tag.price / before.get(key, tag.price)
                        assert 0.4 < ratio < 2.5
                        before[key] = tag.price


def test_a_few_things_change_at_each_step() -> None:
    shelves = [{one[0].number: one for one in at(Kind.SHOPIFY, step)} for step in range(60)]

    changed = [
        sum(now[key] != before[key] for key in now.keys() & before.keys())
        for before, now in pairwise(shelves)
    ]

    assert 1 <= sum(changed) / len(changed) <= 20


def test_stock_runs_out_and_things_go_away_and_all_return() -> None:
    seen = {
        (one[0].number, one[1][0].in_stock) for step in STEPS for one in at(Kind.WOOCOMMERCE, step)
    }
    shown = [{one[0].number for one in at(Kind.WOOCOMMERCE, step)} for step in STEPS]
    always, ever = set.intersection(*shown), set.union(*shown)

    sold_out = {number for number, in_stock in seen if not in_stock}
    returned = {number for number, in_stock in seen if in_stock} & sold_out

    assert len(returned) > 20
    assert len(ever - always) > 5
    assert any(number in shown[0] and number in shown[-1] for number in ever - always)


def test_another_process_sees_the_same_prices() -> None:
    ask = (
        "from bolo.demo.goods import Kind; from bolo.demo.moment import Moment;"
        "from bolo.demo.shelves import shelf;"
        "print([t.price for k in Kind for _, ts in shelf(k, Moment(77, True)) for t in ts])"
    )

    done = subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", ask], capture_output=True, text=True, check=True
    )

    here = [tag.price for kind in Kind for _, tags in shelf(kind, Moment(77, True)) for tag in tags]
    assert done.stdout.strip() == str(here)


SLIPPING = [
    article
    for kind in SHOPS
    for article in articles(kind)
    if article.trap and article.trap.kind in {TrapKind.SLIPPED_POINT, TrapKind.FLIPPED_CURRENCY}
]


def slip_of(article: Article, block: int) -> Moment:
    """Return the moment in a block of steps at which the price of an article is wrong."""
    assert article.trap is not None
    trap = article.trap
    moments = [Moment(block * SLIP_BLOCK + place, early=True) for place in range(SLIP_BLOCK)]
    [found] = [moment for moment in moments if slips(trap, moment)]
    return found


@given(st.sampled_from(SLIPPING), st.integers(min_value=1, max_value=5_000))
@settings(deadline=None)
def test_two_slips_in_a_row_never_show_the_same_price(article: Article, block: int) -> None:
    first, second = (tags_of(article, slip_of(article, each)) for each in (block, block + 1))

    assert first != second


@given(st.sampled_from(SLIPPING), st.integers(min_value=1, max_value=5_000))
@settings(deadline=None)
def test_a_slip_is_a_hundredfold_or_another_currency_and_gone_in_the_second_half(
    article: Article, block: int
) -> None:
    assert article.trap is not None
    moment = slip_of(article, block)

    wrong, right = tags_of(article, moment)[0], tags_of(article, Moment(moment.step))[0]

    if article.trap.kind is TrapKind.FLIPPED_CURRENCY:
        assert (wrong.price, wrong.currency) == (right.price, WRONG_CURRENCY)
    else:
        assert wrong.price in {right.price * 100, right.price // 100}
        assert wrong.currency == right.currency


def test_nothing_slips_while_all_is_new() -> None:
    for article in SLIPPING:
        assert article.trap is not None
        moments = (Moment(step, early=True) for step in range(SLIP_BLOCK))
        assert not any(slips(article.trap, moment) for moment in moments)


def test_a_moment_is_counted_in_steps_from_the_epoch() -> None:
    assert Moment.at(EPOCH, EPOCH) == Moment(0, early=True)
    assert Moment.at(EPOCH, EPOCH + STEP * 7) == Moment(7, early=True)
    assert Moment.at(EPOCH, EPOCH + STEP * 7 + STEP / 2) == Moment(7)


def test_before_the_epoch_it_is_the_first_moment() -> None:
    assert Moment.at(EPOCH, EPOCH - timedelta(days=1)) == Moment(0, early=True)
