"""An e-mail address as it is kept: trimmed, in small letters, of one shape."""

import re

from bolo.core.errors import Invalid

LONGEST = 254
"""RFC 5321, 4.5.3.1.3, less the angle brackets."""
SHAPE = re.compile(r"[^@\s<>\",;:\\()\[\]\x00-\x1f\x7f]{1,64}@[^@\s<>\",;:\\()\[\]\x00-\x1f\x7f]+")


def read(text: str) -> str:
    """Return the address; `Invalid` says what one looks like."""
    found = text.strip().lower()
    domain = found.rpartition("@")[2]
    if not SHAPE.fullmatch(found) or len(found) > LONGEST or "" in domain.split("."):
        msg = "an e-mail address looks like name@example.com"
        raise Invalid(msg)
    return found
