"""Digital Links: what the address of a product, lot, piece, place or party leads to."""
