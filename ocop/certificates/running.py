"""The clocks of certificates: fifteen days from a conclusion to the decision on it."""

from collections.abc import Iterator
from datetime import date

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.certificates.access import certificates_for
from ocop.certificates.models import CaseQuerySet, Level, RevocationCase
from ocop.kernel.deadlines import Clock, ClockKind, Turn


def revocation_clocks(user: User, day: date) -> Iterator[Clock]:
    """Yield the cases of my places that were concluded and wait for a decision."""
    mine = certificates_for(user, Permission.VIEW_OFFICE, day).values("pk")
    cases = RevocationCase.objects.running().filter(certificate__in=mine)
    for case in cases.select_related("certificate__product__commune").order_by("decide_by", "pk"):
        if case.decide_by is None:
            continue
        commune = case.certificate.product.commune
        national = case.certificate.level == Level.NATIONAL
        yield Clock(
            kind=ClockKind.REVOCATION,
            turn=Turn.MINISTRY if national else Turn.PROVINCE,
            thing=case.code,
            about=case.certificate.product_name,
            due=case.decide_by,
            left=(case.decide_by - day).days,
            link=f"/van-phong/thu-hoi/{case.code}/",
            commune=commune.full_name,
            commune_code=commune.code,
        )


def overdue_revocations(user: User, day: date) -> CaseQuerySet:
    """Return the cases of my places whose fifteen days were over before ``day``."""
    mine = certificates_for(user, Permission.VIEW_OFFICE, day).values("pk")
    return RevocationCase.objects.overdue_on(day).filter(certificate__in=mine)
