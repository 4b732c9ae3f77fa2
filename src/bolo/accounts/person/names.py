"""What people and workspaces may be called."""

from bolo.core.errors import Invalid

LONGEST_NAME = 80


def read_name(text: str) -> str:
    """Return a person's or a workspace's name; `Invalid` says what one looks like."""
    name = " ".join(text.split())
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        msg = f"a name has 1 to {LONGEST_NAME} characters, all of them printable"
        raise Invalid(msg)
    return name
