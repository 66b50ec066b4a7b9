"""The nouns of the standing record."""

from ocop.registry.models.attestations import Attestation
from ocop.registry.models.producers import Producer, Representative
from ocop.registry.models.products import Photo, Product, ProductCode, Story

__all__ = [
    "Attestation",
    "Photo",
    "Producer",
    "Product",
    "ProductCode",
    "Representative",
    "Story",
]
