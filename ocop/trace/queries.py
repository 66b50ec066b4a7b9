"""Questions about material and lots."""

from django.db.models import Sum

from ocop.registry.models import Product
from ocop.trace.models import Lot, Source


def used_kg(source: Source, *, besides: Lot | None = None) -> int:
    """Return how much of a source's material lots took."""
    lots = Lot.objects.filter(source=source)
    if besides is not None:
        lots = lots.exclude(pk=besides.pk)
    return lots.aggregate(all=Sum("material_kg"))["all"] or 0


def is_exempt(product: Product) -> bool:
    """Tell whether a product has no lots and bears no stamps: a service of community tourism."""
    return product.set_number == Product.TOURISM_SET
