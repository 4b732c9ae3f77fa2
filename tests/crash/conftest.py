"""What the tests of the whole product share."""

from tests.crash.product import folder, installed

__all__ = ["folder", "installed"]
