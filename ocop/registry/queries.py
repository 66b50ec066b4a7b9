"""Questions about the standing record."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from ocop.accounts.models import User
from ocop.kernel.text import fold
from ocop.places.models import Commune
from ocop.registry.models import Paper, Producer, Product, Representative
from ocop.registry.wording import folded


def live_producers() -> QuerySet[Producer]:
    """Return the producers that were not merged into another."""
    return Producer.objects.filter(merged_into=None)


def live_products() -> QuerySet[Product]:
    """Return the products that were not merged into another, retired ones included."""
    return Product.objects.filter(merged_into=None)


def without_papers(products: QuerySet[Product]) -> QuerySet[Product]:
    """Keep the products for which no paper is kept, of their own or of their whole producer."""
    held = Paper.objects.kept().filter(producer=OuterRef("producer"))
    return products.filter(~Exists(held.filter(Q(product=None) | Q(product=OuterRef("pk")))))


def matching(products: QuerySet[Product], words: str) -> QuerySet[Product]:
    """Keep the products in which every word occurs, with or without its accents."""
    for word in fold(words).split():
        products = products.filter(folded__contains=word)
    return products


def papers_on(product: Product, day: date) -> QuerySet[Paper]:
    """Return the papers that speak for ``product`` on ``day``: its own and its producer's."""
    return Paper.objects.valid_on(day).speaking_for(product)


def likely_twins(name: str, producer_name: str, commune: Commune) -> QuerySet[Product]:
    """Return products of the same folded name, producer and place: flagged, never merged alone."""
    return live_products().filter(folded=folded(name, producer_name, commune.full_name)[:800])


def likely_twin_producers(name: str, commune: Commune) -> QuerySet[Producer]:
    """Return producers of the same folded name in the same commune."""
    return live_producers().filter(folded=fold(name)[:250], commune=commune)


def people_of(producer: Producer, day: date) -> QuerySet[User]:
    """Return whoever represents ``producer`` on ``day``; closed accounts are left out."""
    acting = Representative.objects.filter(producer=producer).acting_on(day)
    return User.objects.filter(pk__in=acting.values("user"), is_active=True).order_by("pk")
