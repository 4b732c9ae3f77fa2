"""What things will bring and cost: `bolo value` from files, `worth`, own sales, and fees."""
