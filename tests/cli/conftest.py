"""The package as installed, for commands that are run as processes."""

from tests.crash.product import folder, installed

__all__ = ["folder", "installed"]
