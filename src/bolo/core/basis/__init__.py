"""What a verdict rests on: documents with hashes, and the same judgement made from them."""
