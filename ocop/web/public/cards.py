"""Product cards: the same star wherever a product is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ocop.certificates.models import Certificate
from ocop.certificates.term import Term
from ocop.dossiers.grace import terms_of
from ocop.registry.models import Photo, Product


@dataclass(frozen=True, slots=True)
class Card:
    """One product as lists show it: its star only while a certificate is in force."""

    product: Product
    stars: int | None
    state: str
    lapses_on: date | None
    photo: Photo | None


def cards(
    products: Iterable[Product], certificates: Mapping[int, Certificate], day: date
) -> list[Card]:
    """Return the cards of ``products`` with their live certificates and first photos."""
    listed = list(products)
    photos = first_photos(listed)
    terms = terms_of(certificates.values())
    return [card(p, certificates.get(p.pk), terms, day, photos) for p in listed]


def card(
    product: Product,
    certificate: Certificate | None,
    terms: Mapping[int, Term],
    day: date,
    photos: Mapping[int, Photo],
) -> Card:
    """Return one card."""
    photo = photos.get(product.pk)
    if certificate is None:
        return Card(product, None, "none", None, photo)
    state = terms[certificate.pk].standing_on(day)
    return Card(product, certificate.stars, state, certificate.lapses_on, photo)


def first_photos(products: Iterable[Product]) -> dict[int, Photo]:
    """Return the first photo of each product that has one."""
    shown = Photo.objects.filter(product__in=[p.pk for p in products], removed_at=None)
    return {photo.product_id: photo for photo in shown.order_by("-position", "-pk")}
