"""The rules that are replayed: as values, as a file RULES.toml, and an example of one."""
