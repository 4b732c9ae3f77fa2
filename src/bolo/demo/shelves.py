"""What stands on the shelves of a shop: how it titles things, what it says of them, the tags.

Each shop writes titles its own way and withholds identifiers in its own way, so that
the same thing must be recognised by GTIN, by part number or by its title.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bolo.demo.dice import roll
from bolo.demo.families import Vary
from bolo.demo.goods import GOODS, SHOPS, Choice, Good, Kind, sellers
from bolo.demo.moment import Moment
from bolo.demo.prices import Tag, comes_and_goes, on_shelf, tag, trapped, turns, usual_tag
from bolo.demo.traps import Trap, TrapKind, traps

CURRENCY = {Kind.SHOPIFY: "USD", Kind.WOOCOMMERCE: "GBP", Kind.PLAIN: "EUR"}
IN_POUNDS = frozenset(["pedals", "watches"])
"""Categories that the plain shop sells from its British branch."""
OTHER_MAKER = "Fitwell"
DECOYS_FROM = 1000


@dataclass(frozen=True, slots=True)
class Article:
    """One product page of a shop; identifiers are `None` where the shop withholds them."""

    number: int
    shop: Kind
    good: Good
    title: str
    brand: str
    currency: str
    choices: tuple[Choice, ...]
    shows_gtin: bool
    shows_mpn: bool
    trap: Trap | None = None

    @property
    def handle(self) -> str:
        """What its address ends with."""
        return f"{self.good.slug}-{self.number}"

    @property
    def damaged(self) -> bool:
        """True when it is sold as broken or incomplete."""
        return self.trap is not None and self.trap.kind is TrapKind.INCOMPLETE

    def gtin_of(self, choice: Choice) -> str | None:
        """Return the GTIN the shop shows."""
        return choice.gtin if self.shows_gtin else None

    def mpn_of(self, choice: Choice) -> str | None:
        """Return the maker's part number the shop shows."""
        return choice.mpn if self.shows_mpn else None

    @property
    def vary(self) -> Vary | None:
        """In what its variants differ; a decoy has none."""
        return self.good.vary if len(self.choices) > 1 else None


Shown = tuple[Article, tuple[Tag, ...]]
"""An article and the tags of its choices, in their order."""


def currency_of(shop: Kind, good: Good) -> str:
    """Return the currency in which a shop sells a thing."""
    return "GBP" if shop is Kind.PLAIN and good.category.slug in IN_POUNDS else CURRENCY[shop]


def title_of(good: Good, shop: Kind) -> str:
    """Write the title as this shop does."""
    noun = good.category.nouns[SHOPS.index(shop)]
    says_spec = good.category.spec_in_title or roll(3, "spec", good.number, shop) > 0
    spec = good.spec if says_spec else None
    brand, code, series = good.brand, good.code, good.series
    match shop:
        case Kind.SHOPIFY:
            return " ".join(filter(None, (brand, series, code, noun, spec)))
        case Kind.WOOCOMMERCE:
            return ", ".join(filter(None, (f"{noun} {brand.upper()} {code}", series, spec)))
        case Kind.PLAIN:
            joined = code.replace("-", "") if roll(2, "joined", good.number) else code
            return " ".join(filter(None, (f"{brand} {joined} {series}", spec, noun)))


def _article(good: Good, shop: Kind, trap: Trap | None) -> Article:
    return Article(
        number=good.number,
        shop=shop,
        good=good,
        title=title_of(good, shop),
        brand=good.brand,
        currency=currency_of(shop, good),
        choices=good.choices,
        shows_gtin=roll(100, "gtin", good.number, shop) < 60,  # noqa: PLR2004 - per cent
        shows_mpn=roll(100, "mpn", good.number, shop) < 55,  # noqa: PLR2004 - per cent
        trap=trap,
    )


def _decoy(trap: Trap) -> Article:
    accessory = trap.kind in {TrapKind.ACCESSORY, TrapKind.WRONG_GTIN}
    mark = f"X{trap.number:03d}"
    return Article(
        number=DECOYS_FROM + trap.number,
        shop=trap.shop,
        good=trap.good,
        title=trap.title or "",
        brand=OTHER_MAKER if accessory else trap.good.brand,
        currency=currency_of(trap.shop, trap.good),
        choices=(Choice(None, trap.good.choices[0].gtin, mark),),
        shows_gtin=trap.kind is TrapKind.WRONG_GTIN,
        shows_mpn=False,
        trap=trap,
    )


@lru_cache(maxsize=8)
def articles(shop: Kind) -> tuple[Article, ...]:
    """Return everything the shop ever shows."""
    here = [trap for trap in traps() if trap.shop is shop]
    marked = {trap.good.number: trap for trap in here if not trap.decoy}
    sold = (good for good in GOODS if shop in sellers(good))
    mine = [_article(good, shop, marked.get(good.number)) for good in sold]
    mine += [_decoy(trap) for trap in here if trap.decoy]
    return tuple(sorted(mine, key=leaves))


def leaves(article: Article) -> bool:
    """Say whether it comes and goes; such things stand last, so that pages do not shift."""
    return article.trap is None and comes_and_goes(article.good, article.shop)


@lru_cache(maxsize=8)
def shelf(shop: Kind, moment: Moment) -> tuple[Shown, ...]:
    """Return what the shop shows at a moment, always in the same order."""
    return tuple(
        (one, tags_of(one, moment))
        for one in articles(shop)
        if not leaves(one) or on_shelf(one.good, shop, moment.step)
    )


def bargains_first(shown: Iterable[Shown], moment: Moment) -> list[Shown]:
    """Return the bargains of the day first, as shops do; what cannot be read comes last."""
    return sorted(shown, key=lambda one: _place(one[0], moment.step))


def tags_of(article: Article, moment: Moment) -> tuple[Tag, ...]:
    """Return the tags of an article's choices, in their order; those of a marked trap rest."""
    trap = article.trap
    write = usual_tag if trap else tag
    step = 0 if trap and not trap.decoy else moment.step
    plain = (
        write(article.good, choice, article.shop, article.currency, step)
        for choice in article.choices
    )
    return tuple(trapped(one, trap, moment) if trap else one for one in plain)


def _place(article: Article, step: int) -> int:
    if article.trap and article.trap.kind in {TrapKind.BLOCKED, TrapKind.CAPTCHA}:
        return 2
    return 0 if article.good.number in turns(step) else 1
