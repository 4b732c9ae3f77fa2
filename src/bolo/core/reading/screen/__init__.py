"""What a person would see: prices, stock, labels and numbers where they stand."""
