"""QR codes as SVG, drawn by segno; where it is not installed yet there are none."""

from importlib import import_module
from importlib.util import find_spec

QUIET_ZONE = 4  # modules of white around it, as ISO/IEC 18004 asks


def address_of(text: str) -> str | None:
    """Return the `data:` address of a picture that a phone reads as `text`."""
    if find_spec("segno") is None:
        return None
    code = import_module("segno").make(text, error="m", micro=False)
    address: str = code.svg_data_uri(scale=4, border=QUIET_ZONE, dark="#000", light="#fff")
    return address
