"""What people follow: a listing, a product, a page, a seller or a shop; and that it is read."""
