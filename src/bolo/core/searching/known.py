"""Marketplaces that bolo knows by name; whether one is connected is said by its connector.

Names and home pages are the marketplaces' own; `country` is where it mainly sells (ISO 3166,
`None` for the world).
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class KnownMarketplace:
    """A marketplace that may be named in a search."""

    slug: str
    title: str
    home: str
    country: str | None = None


KNOWN: Final = tuple(
    KnownMarketplace(*row)
    for row in (
        ("abebooks", "AbeBooks", "https://www.abebooks.com/"),
        ("allegro", "Allegro", "https://allegro.pl/", "PL"),
        ("amazon", "Amazon", "https://www.amazon.com/"),
        ("backmarket", "Back Market", "https://www.backmarket.com/"),
        ("bricklink", "BrickLink", "https://www.bricklink.com/"),
        ("cardmarket", "Cardmarket", "https://www.cardmarket.com/"),
        ("chrono24", "Chrono24", "https://www.chrono24.com/"),
        ("craigslist", "Craigslist", "https://www.craigslist.org/", "US"),
        ("depop", "Depop", "https://www.depop.com/"),
        ("discogs", "Discogs", "https://www.discogs.com/"),
        ("ebay", "eBay", "https://www.ebay.com/"),
        ("etsy", "Etsy", "https://www.etsy.com/"),
        ("facebook", "Facebook Marketplace", "https://www.facebook.com/marketplace/"),
        ("goat", "GOAT", "https://www.goat.com/"),
        ("grailed", "Grailed", "https://www.grailed.com/"),
        ("gumtree", "Gumtree", "https://www.gumtree.com/", "GB"),
        ("kleinanzeigen", "Kleinanzeigen", "https://www.kleinanzeigen.de/", "DE"),
        ("leboncoin", "leboncoin", "https://www.leboncoin.fr/", "FR"),
        ("mercari", "Mercari", "https://www.mercari.com/", "US"),
        ("offerup", "OfferUp", "https://offerup.com/", "US"),
        ("olx", "OLX", "https://www.olx.com/"),
        ("poshmark", "Poshmark", "https://poshmark.com/", "US"),
        ("reverb", "Reverb", "https://reverb.com/"),
        ("stockx", "StockX", "https://stockx.com/"),
        ("swappa", "Swappa", "https://swappa.com/", "US"),
        ("tcgplayer", "TCGplayer", "https://www.tcgplayer.com/", "US"),
        ("tradera", "Tradera", "https://www.tradera.com/", "SE"),
        ("vestiaire", "Vestiaire Collective", "https://www.vestiairecollective.com/"),
        ("vinted", "Vinted", "https://www.vinted.com/"),
        ("wallapop", "Wallapop", "https://www.wallapop.com/", "ES"),
        ("walmart", "Walmart", "https://www.walmart.com/", "US"),
        ("willhaben", "willhaben", "https://www.willhaben.at/", "AT"),
        ("yahoo-auctions", "Yahoo! JAPAN Auctions", "https://auctions.yahoo.co.jp/", "JP"),
    )
)
"""By slug."""
BY_SLUG: Final = {one.slug: one for one in KNOWN}
