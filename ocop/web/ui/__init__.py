"""Drawn things: marks, charts and the tile map, made on the server as plain SVG."""
