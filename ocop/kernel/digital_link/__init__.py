"""GS1 Digital Link: web addresses that name a product, a lot, a piece, a place or a party."""

from ocop.kernel.digital_link.compression import Compressed, compressed, decompressed
from ocop.kernel.digital_link.faults import Malformed
from ocop.kernel.digital_link.identifiers import PRIMARY_KEYS
from ocop.kernel.digital_link.syntax import Name, attributes_in

__all__ = [
    "PRIMARY_KEYS",
    "Compressed",
    "Malformed",
    "Name",
    "attributes_in",
    "compressed",
    "decompressed",
]
