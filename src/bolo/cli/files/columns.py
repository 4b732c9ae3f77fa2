"""`--columns item=name,variant=size`: what the columns of a person's table are called."""

from bolo.core.errors import Invalid


def columns_of(words: str) -> dict[str, str]:
    """Read `item=name,variant=size`: what is wanted, and the column that has it."""
    named: dict[str, str] = {}
    for pair in filter(None, words.split(",")):
        wanted, sign, column = (part.strip().lower() for part in pair.partition("="))
        if not (wanted and sign and column):
            raise Invalid(f"--columns {words}: write it like item=name,variant=size")
        named[column] = wanted
    return named
