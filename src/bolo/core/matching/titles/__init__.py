"""What a title says: kind of thing, model numbers, sizes, packs, colours, editions."""
