"""What a listing might be: products by identifier, by words, and by titles held in memory."""
