"""The nouns of the standing record."""

from ocop.registry.models.delegations import Delegation, Scope
from ocop.registry.models.papers import Paper, PaperFile
from ocop.registry.models.producers import Producer, Representative
from ocop.registry.models.products import Photo, Product, ProductCode, Story

__all__ = [
    "Delegation",
    "Paper",
    "PaperFile",
    "Photo",
    "Producer",
    "Product",
    "ProductCode",
    "Representative",
    "Scope",
    "Story",
]
