"""How people are told: the inbox, channels, what was sent over them, and how one wishes it."""
