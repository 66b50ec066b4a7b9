"""The system of the One Commune One Product programme (OCOP): from idea to star, in the open."""
