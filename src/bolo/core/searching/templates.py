"""Ready searches, to begin from: what many look for, by category.

Prices are starting points, not appraisals: what a thing is worth is for `value` to say.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from bolo.core.errors import Invalid
from bolo.core.searching.criteria import Criteria
from bolo.core.searching.rules.printing import text_of
from bolo.core.searching.rules.rule import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A ready search; `own` when whoever runs this bolo has put it there."""

    slug: str
    title: str
    category: str
    rule: str
    text: str
    featured: bool = False
    own: bool = False

    @property
    def criteria(self) -> Criteria:
        """What its rule asks for."""
        return parse(self.rule)


_NO_FAULTS: Final = "-broken -faulty -cracked -spares"
_ROWS: Final = (
    ("iphone-13-uk", "iPhone 13 and 14, used", "Phones UK", "f",
     f"iphone (13 OR 14) -case -cover {_NO_FAULTS} price:100-400GBP condition:used,like_new",
     "Working phones without the cases and broken ones that such words bring up."),
    ("galaxy-s23-uk", "Galaxy S23 and S24", "Phones UK", "",
     f'galaxy ("s23" OR "s24") -case -cover {_NO_FAULTS} price:120-450GBP',
     "Samsung's two last but one, without accessories."),
    ("pixel-uk", "Google Pixel 7 to 9", "Phones UK", "",
     f"pixel (7 OR 8 OR 9) -case -cover {_NO_FAULTS} price:80-450GBP",
     "Google's own phones."),
    ("game-boy", "Game Boy consoles", "Retro games", "f",
     '"game boy" (color OR advance OR pocket OR original) -case -shell -screen price<90GBP',
     "Handhelds of Nintendo, without shells and screens sold alone."),
    ("n64-cartridges", "Nintendo 64 cartridges", "Retro games", "",
     '("nintendo 64" OR n64) (zelda OR mario OR pokemon OR banjo OR conker) -repro price<60GBP',
     "Games that keep their price, without reproductions."),
    ("sealed-games", "Sealed older games", "Retro games", "",
     '(sealed OR unopened) ("mega drive" OR snes OR gamecube OR dreamcast) -repro',
     "Still in their first wrapping."),
    ("burberry-trench", "Burberry trench coats", "Designer clothing", "f",
     "burberry trench -style -inspired price<250GBP", "Coats by name, not in its manner."),
    ("designer-bags", "Designer bags", "Designer clothing", "",
     "(gucci OR prada OR mulberry OR loewe) bag -dust -replica -inspired price<400GBP",
     "Bags without dust bags and replicas."),
    ("barbour-jackets", "Barbour jackets", "Designer clothing", "",
     "barbour (bedale OR beaufort OR border OR ashby) price<120GBP", "The four that sell on best."),
    ("trainers-limited", "Limited trainers, boxed", "Designer clothing", "",
     "(jordan OR dunk OR yeezy) (boxed OR deadstock) -replica price<150GBP",
     "In their boxes, or never worn."),
    ("omega-watches", "Omega Seamaster and Speedmaster", "Watches", "f",
     "omega (seamaster OR speedmaster) -strap -bracelet -dial -homage price<2500GBP",
     "Whole watches, no parts."),
    ("seiko-divers", "Seiko divers", "Watches", "",
     "seiko (skx OR turtle OR samurai OR 6105 OR 6309) -strap -bezel -mod price<300GBP",
     "Unmodified ones."),
    ("casio-g-shock", "G-Shock bargains", "Watches", "",
     "g-shock -strap -bezel discount>=30%", "At least 30 % below the former price."),
    ("macbook-air", "MacBook Air with Apple's chips", "Laptops", "f",
     f'"macbook air" (m1 OR m2 OR m3) -case -charger -icloud -locked {_NO_FAULTS} price:250-800GBP',
     "Unlocked and whole."),
    ("thinkpads", "ThinkPads", "Laptops", "",
     f"thinkpad (x1 OR t14 OR t480 OR x280) -battery -dock {_NO_FAULTS} price:80-450GBP",
     "Business laptops at the end of their leases."),
    ("gaming-laptops", "Gaming laptops, refurbished", "Laptops", "",
     f"laptop (rtx OR gtx) {_NO_FAULTS} condition:refurbished,open_box price<900GBP",
     "From sellers who state that they looked them over."),
    ("road-bikes-london", "Road bikes near London", "Bicycles", "f",
     '("road bike" OR "racing bike") -frame -wheels -kids price:100-600GBP near:London/30km',
     "Whole bikes to collect."),
    ("brompton", "Brompton folding bikes", "Bicycles", "",
     "brompton -bag -saddle -pedal -hinge price:300-900GBP", "Bikes, not their parts."),
    ("e-bikes", "Electric bikes", "Bicycles", "",
     '(ebike OR "electric bike" OR e-bike) -battery -charger -conversion price:250-1200GBP',
     "Complete ones, no kits."),
    ("film-cameras", "Film cameras", "Cameras", "f",
     '("canon ae-1" OR "olympus om" OR "nikon fm" OR "pentax k1000") -strap -case price<180GBP',
     "Four that everybody asks for."),
    ("fujifilm-x", "Fujifilm X bodies", "Cameras", "",
     f"fujifilm (x100 OR x-t3 OR x-t4 OR x-pro2) -grip -battery {_NO_FAULTS} price:250-900GBP",
     "Bodies without grips and batteries sold alone."),
    ("fast-lenses", "Fast 50 mm lenses", "Cameras", "",
     'lens "50mm" ("f1.4" OR "f/1.4" OR "f1.2" OR "f/1.2") -hood -cap price<250GBP',
     "The light ones."),
    ("fender-guitars", "Fender guitars", "Guitars", "f",
     "fender (stratocaster OR telecaster OR jazzmaster) -squier -neck -body price<900GBP",
     "Whole guitars of Fender itself."),
    ("gibson-guitars", "Gibson Les Paul and SG", "Guitars", "",
     'gibson ("les paul" OR sg) -epiphone -case -pickup price<1600GBP', "No Epiphones, no parts."),
    ("boss-pedals", "Boss pedals", "Guitars", "",
     "boss pedal -empty -box -adapter price<80GBP", "The compact ones that never lose value."),
    ("lego-star-wars", "LEGO Star Wars, sealed", "LEGO", "f",
     'lego "star wars" (sealed OR bnib OR misb) price<300GBP', "Unopened sets."),
    ("lego-bulk", "LEGO by the kilo", "LEGO", "",
     "lego (bulk OR joblot OR kg OR bundle) -duplo price<80GBP", "Mixed bricks."),
    ("lego-modular", "LEGO modular buildings", "LEGO", "",
     "lego (10182 OR 10185 OR 10190 OR 10197 OR 10211 OR 10218) price<900GBP",
     "Retired buildings by their numbers."),
    ("pokemon-graded", "Graded Pokémon cards", "Trading cards", "f",
     "pokemon (psa OR bgs OR cgc) (9 OR 10) -proxy price<250GBP", "By the three known graders."),
    ("pokemon-sealed", "Sealed Pokémon boxes", "Trading cards", "",
     'pokemon ("booster box" OR "elite trainer box") sealed -empty price<160GBP', "Never opened."),
    ("magic-duals", "Magic dual lands", "Trading cards", "",
     'magic ("underground sea" OR "volcanic island" OR tropical OR tundra) -proxy price<300GBP',
     "No proxies."),
    ("vinyl-jazz", "Jazz on Blue Note", "Records", "",
     '"blue note" (lp OR vinyl) (mono OR original OR "first pressing") price<150GBP',
     "Early pressings."),
    ("aeron", "Aeron chairs", "Furniture", "",
     '"herman miller" aeron -arm -part -caster price<450GBP near:London/50km', "To collect."),
    ("consoles-discount", "Consoles well below their price", "Consoles", "",
     '(ps5 OR "xbox series" OR "switch oled") console -controller -case discount>=15%',
     "At least 15 % off."),
)  # fmt: skip
BUILT_IN: Final = tuple(
    Template(
        slug=slug,
        title=title,
        category=category,
        rule=text_of(parse(rule)),
        text=told,
        featured=bool(mark),
    )
    for slug, title, category, mark, rule, told in _ROWS
)


def read(
    slug: str, given: Mapping[str, object], marketplaces: Collection[str] | None = None
) -> Template:
    """Return the template that an operator wrote; `Invalid` says what is wrong with it."""
    missing = [name for name in ("title", "category", "rule") if not given.get(name)]
    if missing:
        raise Invalid(f"{slug}: a template needs {', '.join(missing)}")
    try:
        rule = text_of(parse(str(given["rule"]), marketplaces=marketplaces))
    except Invalid as error:
        raise Invalid(f"{slug}: {error}") from error
    return Template(
        slug=slug,
        title=str(given["title"]),
        category=str(given["category"]),
        rule=rule,
        text=str(given.get("text") or ""),
        featured=given.get("featured") is True,
        own=True,
    )
