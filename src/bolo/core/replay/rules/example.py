"""A RULES.toml with all there is in it, to begin from."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from bolo.core.valuation.vat import NO_VAT, Vat

EXAMPLE = """\
# Would these rules have made money? bolo backtest RULES.toml --recorded
name = "Bargains, to be sold on eBay"
currency = "USD"
capital = 2000            # what may be tied up at once
seed = 1                  # another seed draws other luck for the fills
at_most_per_product = 1   # of one product so many are held at once

[selling]
venues = ["ebay-us"]      # the one that pays most is taken
before = "refuse"         # a day before any known fees: "refuse", or take the "earliest"

[costs]                   # on top of the price
shipping = 0
prep = 1.50
tax_rate = 0
import_rate = 0

[vat]                     # what you owe on what you sell
scheme = "none"           # "standard": on the whole price; "margin": on the margin alone
rate = 0                  # 0.19 is 19 %
reclaimed = true          # with "standard": VAT in what was paid comes back

[evidence]
quantile = 0.25           # the exit price is this quantile of what other shops ask
needed = 2                # and so many must ask
asked_share = 0.82        # and it is at most so much of the middle ask: an ask is no sale
sale_days = 30            # in a history of sales, a sale counts as an ask for so long

[fills]                   # what goes worse than planned
gone = 0.2                # so often somebody else was faster
price_moved = 0.01        # so much dearer when we pay
sold_later = 1.5          # so many times as long to sell as the curve says
sold_below = 0.03         # so much below the asks of that day
blind_below = 0.2         # so much below the plan when too few ask on that day
offers_accepted = 0.3     # so many sellers take an offer

[protections]             # 0 switches one off
cooldown_days = 14        # no more of a product that was sold at a loss
max_drawdown = 0.25       # equity so far below its highest stops all buying
drawdown_days = 30        # for so long
category_losses = 3       # so many losses in a category within category_days
category_days = 30        # stop that category for as long

[[rule]]
name = "Small and safe"
verdicts = ["buy"]        # or ["buy", "negotiate"]
min_profit = 8
max_investment = 120
wanted_roi = 0.25
min_margin = 0.1
max_days = 60
min_probability = 0.9
min_discount = 0.2        # price at least so far below the exit price

[[rule]]
name = "Larger"
min_profit = 40
max_investment = 800
wanted_roi = 0.3
max_days = 45
min_asks = 4
# categories = ["Watches"]   marketplaces = ["shopify"]   condition = "new"
# shops = ["shop.example"]   not_shops = ["shop.example"]
"""


def example_for(
    currency: str, venues: Sequence[str], costs: Mapping[str, Decimal], vat: Vat = NO_VAT
) -> str:
    """Return the example in one's own currency, with one's own venues, costs and VAT."""
    listed = ", ".join(f'"{venue}"' for venue in venues)
    text = _with(EXAMPLE, "currency", f'"{currency}"')
    text = _with(text, "name", '"Bargains"')
    if venues:
        text = _with(text, "venues", f"[{listed}]")
    for name, amount in costs.items():
        text = _with(text, name, f"{amount.normalize():f}")
    if vat.registered:
        text = _with(text, "scheme", f'"{vat.scheme}"')
        text = _with(text, "rate", f"{vat.rate.normalize():f}")
        text = _with(text, "reclaimed", "true" if vat.reclaims else "false")
    return text


def with_capital(text: str, capital: Decimal) -> str:
    """Return rules with another capital, which stands in them once."""
    return _with(text, "capital", f"{capital.normalize():f}")


def _with(text: str, key: str, value: str) -> str:
    """Return the text with another value for a key that stands in it once."""
    return re.sub(rf"(?m)^({key}\s*=\s*)(\[.*?\]|\".*?\"|\S+)", rf"\g<1>{value}", text, count=1)
