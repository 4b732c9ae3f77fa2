"""bolo watches marketplaces, says what is worth buying and proves it."""

__version__ = "0.1.0"
