"""My products as the desk shows them: picture, star of the day, and the dossier under way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from ocop.certificates.models import Certificate
from ocop.certificates.term import Standing, Term
from ocop.dossiers.grace import terms_of, with_renewals
from ocop.registry.access import my_products
from ocop.registry.models import Photo, Product


@dataclass(frozen=True, slots=True)
class Star:
    """What is true of a product's star on a day, as the badge is told it."""

    stars: int = 0
    state: str = "none"
    lapses_on: date | None = None
    since: date | None = None
    certificate: Certificate | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """One product on the shelf."""

    product: Product
    star: Star
    photo: Photo | None


def shelf(products: Iterable[Product], day: date) -> list[Shown]:
    """Return ``products`` with star and first photo, in two queries however many they are.

    Of ``with_photos`` the photos are read already, and one query is enough.
    """
    listed = list(products)
    read = all(hasattr(product, "photo_pk") for product in listed)
    stars, photos = stars_of(listed, day), photos_read(listed) if read else first_photos(listed)
    return [Shown(p, stars.get(p.pk, Star()), photos.get(p.pk)) for p in listed]


def stars_of(products: Iterable[Product], day: date) -> dict[int, Star]:
    """Return the star of each product that has, or had, a certificate: the live one's first."""
    rows = Certificate.objects.filter(product__in=[p.pk for p in products])
    listed = list(with_renewals(rows).select_related("revocation").order_by("issued_on", "pk"))
    terms = terms_of(listed)
    stars: dict[int, Star] = {}
    for certificate in listed:
        star, held = (
            star_of(certificate, terms[certificate.pk], day),
            stars.get(certificate.product_id),
        )
        if held is None or not holds(held) or (holds(star) and star.stars >= held.stars):
            stars[certificate.product_id] = star
    return stars


def star_of(certificate: Certificate, term: Term, day: date) -> Star:
    """Return what one certificate makes true on ``day``."""
    standing = term.standing_on(day)
    if standing is Standing.PENDING:
        return Star()
    since = term.revoked_on if standing is Standing.REVOKED else certificate.lapses_on
    return Star(certificate.stars, standing.value, certificate.lapses_on, since, certificate)


def holds(star: Star) -> bool:
    """Tell whether the star may be shown as one."""
    return star.state != "none" and Standing(star.state).holds


def first_photos(products: Iterable[Product]) -> Mapping[int, Photo]:
    """Return the first photo of each product that has one."""
    shown = Photo.objects.filter(product__in=[p.pk for p in products], removed_at=None)
    return {photo.product_id: photo for photo in shown.order_by("-position", "-pk")}


def with_photos(products: QuerySet[Product]) -> QuerySet[Product]:
    """Read each product's first photo with it, as much as shows it."""
    first = Photo.objects.filter(product=OuterRef("pk"), removed_at=None).order_by("position", "pk")
    return products.annotate(
        photo_pk=Subquery(first.values("pk")[:1]),
        photo_variants=Subquery(first.values("variants")[:1]),
    )


def photos_read(products: Iterable[Product]) -> Mapping[int, Photo]:
    """Return the photos that were read with products of ``with_photos``."""
    return {
        product.pk: Photo(pk=product.photo_pk, product=product, variants=product.photo_variants)
        for product in products
        if product.photo_pk is not None
    }


def my_product(request, code: str) -> Product:
    """Return one product of mine; for anyone else there is no such page."""
    mine = my_products(request.user, request.act.day)
    return get_object_or_404(
        mine.select_related("producer__commune", "commune__province"), code=code
    )
