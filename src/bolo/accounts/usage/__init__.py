"""How the API is used: by key, route and day."""
