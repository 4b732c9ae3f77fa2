"""Quotes: tiers, bases, options, dates; and what holds for every venue."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bolo.core.errors import Invalid, NotFound, Rejected
from bolo.core.fees import Quote, Venue, quote, venue, venues
from bolo.core.fees.catalogue import schedule, schedules
from bolo.core.fees.engine import charge
from bolo.core.fees.fact import Confidence
from bolo.core.fees.quote import Sale
from bolo.core.fees.schedule import Mode, Part, Tier, label
from bolo.core.fees.tiers import by_tiers
from bolo.core.fx import recorded
from bolo.core.money import Money

TODAY = date(2026, 11, 21)
OPTIONS = {
    "amazon-us-fba": {"tier": "large_standard", "oz": "50"},
    "amazon_us_fba_2025": {"tier": "large_standard", "oz": "50"},
    "amazon_us_fba_2026": {"tier": "large_standard", "oz": "50"},
    "amazon_us_fba_storage_2024": {"ft3": "2"},
    "amazon_us_fba_inbound_placement_2024": {
        "split": "minimal",
        "tier": "large_standard",
        "lb": "1",
    },
}
QUOTABLE = [place for place in venues().values() if place.schedules[-1].has_figures]
AMOUNTS = st.decimals(min_value=0, max_value=20_000, places=2)


def dollars(text: str) -> Money:
    return Money.of(text, "USD")


def amounts(found: Quote) -> dict[str, str]:
    return {one.name: f"{one.amount.amount:f}" for one in found.charges}


def test_the_base_of_ebay_includes_the_tax_that_the_buyer_pays() -> None:
    found = quote("ebay-us", dollars("400"), on=TODAY, category="most", tax=dollars("24"))

    assert amounts(found) == {"final_value_fee": "57.66", "per_order": "0.40"}
    assert found.total == dollars("58.06")
    assert found.proceeds == dollars("341.94")
    assert found.charges[0].how == "13.6 % of 424"
    assert found.charges[0].source is not None
    assert found.charges[0].source.startswith("https://www.ebay.com/help/selling")
    assert found.schedules == ("ebay_us_standard_2025",)
    assert found.confirmed
    assert found.notes == ()


@pytest.mark.parametrize(
    ("day", "listed"),
    [
        (date(2024, 3, 14), "ebay_us_standard_2023"),
        (date(2024, 3, 15), "ebay_us_standard_2024"),
        (date(2025, 2, 13), "ebay_us_standard_2024"),
        (date(2025, 2, 14), "ebay_us_standard_2025"),
    ],
)
def test_the_schedule_of_the_day_is_charged(day: date, listed: str) -> None:
    assert quote("ebay-us", dollars("10"), on=day).schedules == (listed,)


def test_a_day_before_the_first_schedule_is_refused_with_what_is_known() -> None:
    with pytest.raises(Invalid, match="ebay_us_standard_2023 from 2023-02-15"):
        quote("ebay-us", dollars("10"), on=date(2020, 1, 1))


def test_a_schedule_asked_for_by_its_id_holds_on_any_day_and_says_so() -> None:
    found = quote("discogs_old", dollars("5000"), on=TODAY)

    assert found.total == dollars("150")
    assert "not in force on 2026-11-21" in found.notes[0]


def test_an_unknown_category_is_charged_as_the_default_and_says_so() -> None:
    found = quote("ebay-us", dollars("100"), on=TODAY, category="garden_gnomes")

    assert found.category == "most"
    assert found.notes == ("ebay_us_standard_2025 has no category garden_gnomes: charged as most.",)


def test_no_category_is_charged_as_the_default_and_says_so() -> None:
    assert quote("whatnot-us", dollars("100"), on=TODAY).notes == (
        "No category given: charged as standard.",
    )


@pytest.mark.parametrize(
    ("venue_slug", "category", "price", "total"),
    [
        ("ebay-us", "athletic_shoes", "149.99", "20.80"),
        ("ebay-us", "athletic_shoes", "150", "12.00"),
        ("ebay-us", "womens_handbags", "2000", "300.40"),
        ("ebay-us", "womens_handbags", "2000.01", "180.40"),
        ("ebay-us", "bullion", "7500.01", "525.40"),
        ("ebay-us", "books_movies_music", "10.01", "1.93"),
        ("ebay-us", "watches_parts_accessories", "7600", "575.90"),
        ("ebay-us", "heavy_equipment_presses_food_trucks", "15001", "450.41"),
        ("poshmark-us", None, "14.99", "2.95"),
        ("facebook-us", None, "7.99", "0.80"),
        ("stockx-us", "level_1", "50", "11.50"),
        ("vestiaire-us", None, "20000", "2600.00"),
        ("goat-us", "rating_90_plus", "100", "16.98"),
        ("tcgplayer", None, "1000", "100.30"),
        ("amazon-us", "books", "10", "3.30"),
        ("amazon-us", "everything_else", "1", "0.30"),
        ("tcgplayer-direct", None, "2.48", "1.24"),
        ("tcgplayer-direct", None, "10", "2.45"),
        ("discogs_old", None, "1", "0.10"),
        ("paypal-us-micropayments", None, "10", "0.59"),
    ],
)
def test_tiers_minimums_and_caps(
    venue_slug: str, category: str | None, price: str, total: str
) -> None:
    assert quote(venue_slug, dollars(price), on=TODAY, category=category).total == dollars(total)


@pytest.mark.parametrize(
    ("venue_slug", "options", "name", "amount"),
    [
        ("etsy-us", {"offsite_ads": ""}, "offsite_ads", "15.00"),
        (
            "etsy-us",
            {"offsite_ads": "", "shop_over_10000usd_365d": "yes"},
            "offsite_ads",
            "12.00",
        ),
        ("depop-us", {"boosted": "1"}, "boost", "12.00"),
        ("reverb-us", {"preferred_seller": ""}, "processing", "2.99"),
        ("ebay-us", {"international": ""}, "international", "1.65"),
        ("ebay-us", {"below_standard": "", "after_4_months": ""}, "below_standard", "7.00"),
        ("ebay-us", {"promoted_general": ""}, "promoted_general", "2.00"),
        ("ebay-us", {"promoted_general": "0.05"}, "promoted_general", "5.00"),
        ("ebay-us", {"promoted_general": "0.01"}, "promoted_general", "2.00"),
        ("ebay-us", {"top_rated_plus": ""}, "top_rated_plus_fvf_discount", "-1.36"),
        ("amazon-us", {"individual": ""}, "individual_per_item", "0.99"),
        ("amazon-us", {"refunded": ""}, "refund_admin_fee", "3.00"),
        ("stripe-us", {"international": ""}, "international", "1.50"),
    ],
)
def test_a_chosen_option_is_charged(
    venue_slug: str, options: dict[str, str], name: str, amount: str
) -> None:
    usual = quote(venue_slug, dollars("100"), on=TODAY)

    found = quote(venue_slug, dollars("100"), on=TODAY, options=options)

    assert amounts(found)[name] == amount
    assert amounts(usual).get(name) != amount


def test_one_penalty_takes_the_place_of_the_other() -> None:
    both = {"below_standard": "", "very_high_inad": ""}

    assert "very_high_inad" not in amounts(quote("ebay-us", dollars("9"), on=TODAY, options=both))


def test_an_option_that_is_switched_off_is_not_charged() -> None:
    found = quote("etsy-us", dollars("100"), on=TODAY, options={"offsite_ads": "no"})

    assert "offsite_ads" not in amounts(found)


def test_an_option_is_not_charged_before_its_day() -> None:
    options = {"boosted": ""}

    early = quote("depop-us", dollars("100"), on=date(2026, 3, 22), options=options)

    assert "boost" not in amounts(early)
    assert "boost" in amounts(
        quote("depop-us", dollars("100"), on=date(2026, 3, 23), options=options)
    )


@pytest.mark.parametrize("slug", ["etsy-us", "mercari-us", "vinted"])
def test_an_option_that_nobody_knows_is_refused(slug: str) -> None:
    with pytest.raises(Invalid, match="unknown option ofsite_ads"):
        quote(slug, dollars("10"), on=TODAY, options={"ofsite_ads": ""})


def test_a_price_list_that_nobody_captured_is_refused_with_its_reason() -> None:
    for slug in ("g2a", "eneba"):
        with pytest.raises(Rejected, match="Fee table not captured"):
            quote(slug, Money.of(10, "EUR"), on=TODAY)


def test_another_currency_is_refused_unless_the_figures_are_shares() -> None:
    with pytest.raises(Invalid, match="takes USD, not EUR"):
        quote("ebay-us", Money.of(10, "EUR"), on=TODAY)
    with pytest.raises(Invalid, match="must be in USD"):
        quote("ebay-us", dollars("10"), on=TODAY, tax=Money.of(1, "EUR"))

    assert quote("vinted", Money.of(10, "EUR"), on=TODAY).proceeds == Money.of(10, "EUR")


@pytest.mark.parametrize("price", ["-1", "NaN", "Infinity"])
def test_a_price_that_is_none_is_refused(price: str) -> None:
    with pytest.raises(Invalid):
        quote("ebay-us", dollars(price), on=TODAY)


def test_a_quantity_below_one_and_an_option_without_a_figure_are_refused() -> None:
    with pytest.raises(Invalid, match="at least 1"):
        quote("ebay-us", dollars("1"), on=TODAY, quantity=0)
    for text in ("much", "Infinity"):
        with pytest.raises(Invalid, match="promoted_general is not a figure"):
            quote("ebay-us", dollars("1"), on=TODAY, options={"promoted_general": text})


def test_an_unknown_venue_is_refused_with_the_nearest() -> None:
    with pytest.raises(NotFound, match="did you mean ebay-us"):
        quote("ebay-usa", dollars("1"), on=TODAY)
    with pytest.raises(NotFound, match="there is no schedule zzz; see: bolo fees venues"):
        schedule("zzz")


def test_several_items_pay_each_item_part_and_one_order_part() -> None:
    found = quote("ebay-us", dollars("50"), on=TODAY, quantity=2, shipping=dollars("10"))

    assert amounts(found) == {"final_value_fee": "14.96", "per_order": "0.40"}
    assert found.charges[0].how == "2 x (13.6 % of 55)"
    assert found.proceeds == dollars("84.64")
    assert quote("amazon-us", dollars("10"), on=TODAY, quantity=2, category="books").total == (
        dollars("6.60")
    )


def test_a_fee_that_the_buyer_pays_leaves_the_seller_the_price() -> None:
    found = quote("ebay-uk", Money.of(50, "GBP"), on=TODAY)

    assert found.total == Money.zero("GBP")
    assert found.buyer_total == Money.of("2.70", "GBP")
    assert found.proceeds == Money.of(50, "GBP")


@pytest.mark.parametrize(
    ("slug", "vat"), [("ebay-uk-business", "0.13"), ("amazon-uk", "3.00"), ("etsy-uk", "2.17")]
)
def test_vat_comes_on_top_of_the_fees_unless_it_is_reclaimed(slug: str, vat: str) -> None:
    price, rates = Money.of(100, "GBP"), recorded()[-1]

    found = quote(slug, price, on=TODAY, rates=rates)
    reclaimed = quote(slug, price, on=TODAY, rates=rates, options={"vat_reclaimable": ""})

    assert amounts(found)["vat_on_fees"] == vat
    assert found.total - reclaimed.total == Money.of(vat, "GBP")


def test_a_quote_on_a_placeholder_says_that_it_is_not_confirmed() -> None:
    business = quote("ebay-uk-business", Money.of(100, "GBP"), on=TODAY)

    assert not business.confirmed
    assert not business.complete
    assert "the true fee is higher" in business.notes[0]
    assert not quote("amazon-us", dollars("9"), on=TODAY, category="collectible_coins").confirmed
    assert not quote("ebay-us", dollars("9"), on=TODAY, options={"top_rated_plus": ""}).confirmed


def test_the_note_of_a_category_reaches_the_quote() -> None:
    found = quote("amazon-us", dollars("9"), on=TODAY, category="pet_products")

    assert found.notes == ("Category: veterinary diets 22%.",)


def test_a_flat_part_in_another_currency_is_changed_or_counted_at_par() -> None:
    price = Money.of(20, "GBP")

    changed = quote("etsy-uk", price, on=TODAY, rates=recorded()[-1])
    at_par = quote("etsy-uk", price, on=TODAY)

    assert amounts(changed)["listing"] == "0.15"
    assert amounts(at_par)["listing"] == "0.20"
    assert "counted at par" in at_par.notes[-1]


@pytest.mark.parametrize(
    ("price", "received"),
    [("0.03", "0.01"), ("0.46", "0.40"), ("115", "100"), ("0.22", "0.19"), ("0.02", "0")],
)
def test_steam_takes_what_it_adds_to_what_the_seller_receives(price: str, received: str) -> None:
    assert quote("steam-market", dollars(price), on=TODAY).proceeds == dollars(received)


def test_a_publisher_may_set_another_share_and_a_wallet_may_round_to_nearest() -> None:
    options = {"game_rate": "0.05", "minor": "1", "nearest": ""}

    found = quote("steam-market", Money.of(45, "JPY"), on=TODAY, options=options)

    assert amounts(found) == {"steam_fee": "2", "game_fee": "2"}


def test_kinguin_adds_a_share_and_a_fixed_part() -> None:
    found = quote("kinguin", Money.of("16.60", "EUR"), on=TODAY)
    other = {"percent": "0.05", "fixed": "0.15"}

    assert found.proceeds == Money.of(15, "EUR")
    assert quote("kinguin", Money.of("105.24", "EUR"), on=TODAY, options=other).proceeds == (
        Money.of("100.09", "EUR")
    )


def test_labels_are_written_for_people() -> None:
    assert label("final_value_fee") == "Final value fee"
    assert schedule("etsy_us").components[0].label == "Listing"


def test_the_weakest_confidence_wins() -> None:
    assert Confidence.weakest(Confidence.HIGH, Confidence.UNCONFIRMED, Confidence.MEDIUM) == (
        Confidence.UNCONFIRMED
    )


@pytest.mark.parametrize("name", [one.id for one in schedules().values() if one.has_figures])
def test_every_schedule_quotes_a_price(name: str) -> None:
    pinned = schedule(name)

    found = quote(name, Money.of(40, pinned.currency), on=TODAY, options=OPTIONS.get(name, {}))

    assert found.charges
    assert found.venue == name


@pytest.mark.parametrize("place", QUOTABLE, ids=lambda place: place.slug)
@given(price=AMOUNTS, tax=AMOUNTS, data=st.data())
@settings(max_examples=10)
def test_fees_are_rounded_never_negative_and_add_up(
    place: Venue, price: Decimal, tax: Decimal, data: st.DataObject
) -> None:
    category = data.draw(st.sampled_from([*place.categories, None]))
    currency = place.currency

    found = quote(
        place.slug,
        Money(price, currency),
        on=TODAY,
        category=category,
        tax=Money(tax, currency),
        options=OPTIONS.get(place.slug, {}),
    )

    assert all(one.amount == one.amount.rounded() for one in found.charges)
    assert all(one.amount.amount >= 0 for one in found.charges)
    assert found.total + found.buyer_total == sum(
        (one.amount for one in found.charges), start=Money.zero(currency)
    )
    assert found.proceeds == found.sale.price - found.total


@given(price=AMOUNTS)
def test_a_cap_is_never_passed(price: Decimal) -> None:
    capped = quote("reverb-us", Money(price, "USD"), on=TODAY).charges[0]

    assert Decimal("0.50") <= capped.amount.amount <= 500


@given(
    limits=st.lists(st.integers(min_value=1, max_value=10**4), min_size=1, max_size=4, unique=True),
    rates=st.lists(st.decimals(min_value=0, max_value=1, places=3), min_size=5, max_size=5),
)
def test_marginal_tiers_are_continuous_at_their_limits(
    limits: list[int], rates: list[Decimal]
) -> None:
    ends = sorted(limits)
    tiers = tuple(
        Tier(rate=rate, up_to=Decimal(end)) for rate, end in zip(rates, ends, strict=False)
    )
    tiers = (*tiers, Tier(rate=rates[-1]))
    hair = Decimal("0.0001")

    for end in ends:
        below, _ = by_tiers(tiers, Mode.MARGINAL, Decimal(end))
        above, _ = by_tiers(tiers, Mode.MARGINAL, end + hair)
        assert 0 <= above - below <= hair


def test_a_sale_without_a_date_has_every_dated_part() -> None:
    sale = Sale(dollars("100"), options={"boosted": ""}, extras={Part.SHIPPING: Decimal(5)})

    assert "boost" in amounts(charge(schedule("depop_us"), sale))


def test_a_venue_says_what_it_is() -> None:
    place = venue("ebay-us")

    assert (place.marketplace, place.currency) == ("ebay", "USD")
    assert "bullion" in place.categories
