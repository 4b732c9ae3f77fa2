"""The way to the database: transactions, tenants, its schema and what brings it up to date."""
