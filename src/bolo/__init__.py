"""bolo watches marketplaces, says what is worth buying and proves it."""
