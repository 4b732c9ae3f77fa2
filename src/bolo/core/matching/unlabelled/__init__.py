"""How lists without any label are judged: they teach themselves, and rivals count."""
