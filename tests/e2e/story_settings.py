"""What a bolo is told of the outside that is played: settings by their names."""

from tests.e2e.outside import Outside


def told(there: Outside, bolo: str) -> dict[str, str]:
    """Say where mail goes, and that addresses on this machine may be asked."""
    assert there.mail is not None
    return {
        "BOLO_SMTP_HOST": "127.0.0.1",
        "BOLO_SMTP_PORT": str(there.mail.port),
        "BOLO_SMTP_FROM": "bolo <bolo@example.org>",
        "BOLO_ALLOW_PRIVATE_ADDRESSES": "1",
        "BOLO_PUBLIC_URL": bolo,
    }


def sold(there: Outside) -> dict[str, str]:
    """Say who plays the vendors, and Stripe among them."""
    return {
        "BOLO_VENDORS_AT": there.vendors.at,
        "BOLO_STRIPE_SECRET_KEY": "sk_test_of_the_story",
        "BOLO_STRIPE_WEBHOOK_SECRET": there.stripe.secret,
        "BOLO_STRIPE_PRICE_STARTER": "price_starter",
        "BOLO_STRIPE_PRICE_PRO": "price_pro",
        "BOLO_STRIPE_PRICE_BUSINESS": "price_business",
    }
