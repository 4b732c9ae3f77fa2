"""`bolo read`: what saved pages and texts say."""
