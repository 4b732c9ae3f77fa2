"""What a venue takes: schedules as dated data, with sources."""

from bolo.core.fees.at_venue import Terms, quote
from bolo.core.fees.catalogue import Venue, schedules, sources, venue, venues
from bolo.core.fees.quote import Charge, Quote
from bolo.core.fees.search import break_points, least_price_for

__all__ = [
    "Charge",
    "Quote",
    "Terms",
    "Venue",
    "break_points",
    "least_price_for",
    "quote",
    "schedules",
    "sources",
    "venue",
    "venues",
]
