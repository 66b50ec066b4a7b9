"""What search reads: the words of a product's names, padded so that a word is found whole. Pure."""

from ocop.kernel.text import folded_words, marked_words

# Stands between the name, the producer and the commune; no word holds it.
BAR = "|"


def folded(*names: str) -> str:
    """Return the words of ``names`` without accents: " tra hoa vang | htx ba che | xa ba che "."""
    return _laid([folded_words(name) for name in names])


def marked(*names: str) -> str:
    """Return the same words with their accents, in one spelling (``kernel.text``)."""
    return _laid([marked_words(name) for name in names])


def _laid(names: list[list[str]]) -> str:
    return f" {f' {BAR} '.join(' '.join(words) for words in names)} "
