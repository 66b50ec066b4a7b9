"""A market to look around in: products with and without stars, set up through operations."""

from datetime import timedelta

from ocop.certificates.models import Certificate, Decision, Level
from ocop.certificates.operations import issue, record_decision, revoke
from ocop.kernel.act import Act
from ocop.places.models import Commune, Province
from ocop.places.operations import load_places
from ocop.places.packaged import packaged_places
from ocop.registry.models import Producer, Product
from ocop.registry.operations import register_producer, register_product
from tests.moment import NOW

ACT = Act(by=None, at=NOW, origin="test")
LEVELS = {3: Level.PROVINCE, 4: Level.PROVINCE, 5: Level.NATIONAL}


def opened() -> None:
    """Load the places; a market stands somewhere."""
    load_places(ACT, data=packaged_places())


def stall(name: str = "HTX Ba Chẽ", *, place: str = "Xã Ba Chẽ", kind: str = "cooperative"):
    """Return the producer of that name, registered when it is new."""
    known = Producer.objects.filter(name=name).first()
    commune = Commune.objects.get(full_name=place)
    return known or register_producer(ACT, kind=kind, name=name, commune=commune)


def offered(name: str, *, by: Producer | None = None, set_number: int = 6, stars: int | None = 3):
    """Return a product on offer, with a certificate in force unless ``stars`` is None."""
    product = register_product(ACT, producer=by or stall(), name=name, set_number=set_number)
    if stars is not None:
        certified(product, stars)
    return product


def certified(product: Product, stars: int, *, days_ago: int = 30) -> Certificate:
    """Issue the product a certificate, some days before the tests' moment."""
    day = ACT.day - timedelta(days=days_ago)
    return issue(
        ACT, product=product, stars=stars, decision=decided(Decision.Kind.RECOGNITION, stars, day)
    )


def revoked(certificate: Certificate, act: Act = ACT) -> None:
    """Revoke a certificate as of the act's day."""
    revoke(
        certificate, act, decision=decided(Decision.Kind.REVOCATION, 3, act.day, act),
        ground="b", reason="Không còn đạt tiêu chí.", concluded_on=act.day,
    )  # fmt: skip


def decided(kind: str, stars: int, day, act: Act = ACT) -> Decision:
    """Return a new decision of that kind and day, by whoever recognises so many stars."""
    return record_decision(
        act, number=f"{Decision.objects.count() + 1}/QĐ-UBND", kind=kind, level=LEVELS[stars],
        province=Province.objects.get(code="22"), signed_on=day,
    )  # fmt: skip
