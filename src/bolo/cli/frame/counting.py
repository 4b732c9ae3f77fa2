"""Counts as a person says them: 1 row, 2 rows."""


def many(count: int, one: str, more: str | None = None) -> str:
    """Return a count with what is counted; `more` where the plural is not `one` and an s."""
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"
