"""Plain words for the codes of a backtest: why something was not bought, what stopped buying."""

REFUSALS = {
    "too_few_asks": "Too few others ask for the like, or it is not below what they ask",
    "zero_price": "The price is zero",
    "not_the_same": "Not the same thing",
    "unsure_match": "Not sure enough that it is the same thing",
    "seen_once": "Astonishingly cheap and seen only once",
    "out_of_stock": "Not in stock",
    "slow_sale": "Takes longer to sell than the rule allows",
    "over_budget": "Costs more than the rule's maximum investment",
    "thin_profit": "Profit below the rule's minimum",
    "thin_margin": "Margin below the rule's minimum",
    "thin_roi": "Return below what the rule wants",
    "thin_discount": "Not far enough below the exit price",
    "fewer_asks_than_wanted": "Fewer asks than the rule wants",
    "held_already": "One of that product is held already",
    "no_cash": "No money was free",
    "cooldown": "That product was sold at a loss not long ago",
    "category_stop": "That category lost too often not long ago",
    "drawdown_stop": "Buying had stopped: equity had fallen too far",
    "gone_when_we_came": "Gone when we came",
    "offer_declined": "The seller did not take the offer",
    "price_moved": "Dearer by the time of paying, and no longer worth it",
}
STOPS = {
    "cooldown": "No more of it for a while, sold at a loss",
    "category_stop": "No more of that category for a while, too many losses",
    "drawdown_stop": "No more buying for a while, equity had fallen too far",
}


def refusal_words(code: str) -> str:
    """Return why something was not bought; the code itself when it is a newer one."""
    return REFUSALS.get(code, code.replace("_", " ").capitalize())


def stop_words(code: str, name: str) -> str:
    """Return what stopped buying, and of what."""
    return f"{STOPS[code]}: {name}" if name else STOPS[code]
