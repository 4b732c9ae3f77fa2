"""`bolo value`: what things will bring, from files of dated sales or of asks."""
