"""Builds what sells plans, from settings; it leaves for Stripe and nowhere else."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from bolo.accounts.billing.paying import Billing
from bolo.accounts.billing.plans import Plans
from bolo.accounts.billing.stripe import Answered, Prices, Stripe
from bolo.accounts.billing.stripe_events import StripeEvents
from bolo.accounts.letters.service import Letters
from bolo.core.marketplace import Request
from bolo.core.plans.limits import PlanName
from bolo.platform.settings import Settings

Post = Callable[[Request], Awaitable[Answered]]


def selling(
    settings: Settings, plans: Plans, letters: Letters, post: Post, new_id: Callable[[], UUID]
) -> Billing:
    """Build it; without a key it refuses to sell."""
    key = settings.stripe_secret_key
    stripe = Stripe(key.get_secret_value() if key else "", post, new_id, settings.vendors_at)
    told = {
        PlanName.STARTER: settings.stripe_price_starter,
        PlanName.PRO: settings.stripe_price_pro,
        PlanName.BUSINESS: settings.stripe_price_business,
    }
    prices = Prices({plan: price for plan, price in told.items() if price})
    events = StripeEvents(plans, letters, stripe, prices)
    return Billing(plans, stripe, prices, events, settings.address)
