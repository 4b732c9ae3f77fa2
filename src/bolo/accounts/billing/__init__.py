"""Plans: what each allows, which a workspace has, and how Stripe is paid for them."""
