"""Whom a case of revocation concerns, and how each of them is told."""

from collections.abc import Iterable

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.accounts.queries import officers_of
from ocop.certificates.models import Level, RevocationCase
from ocop.kernel.act import Act
from ocop.notices.kinds import Kind
from ocop.notices.operations import tell
from ocop.registry.queries import people_of


def tell_holder(case: RevocationCase, act: Act, step: str, subject: str, text: str) -> None:
    """Tell who represents the producer, and the commune."""
    product = case.certificate.product
    subject = f"{subject}: {case.certificate.product_name}"
    key = f"revocation {case.code} {step}"
    mine = people_of(product.producer, act.day)
    tell(
        act,
        to=mine,
        kind=Kind.REVOCATION,
        subject=subject,
        text=text,
        link="/chu-the/nhan-hieu/",
        key=key,
    )
    commune = officers_of(commune=product.commune, day=act.day)
    _tell_office(case, act, commune, subject, text, key)


def tell_verifiers(case: RevocationCase, act: Act, step: str, subject: str, text: str) -> None:
    """Tell the province's officers who verify and submit."""
    province = case.certificate.province
    officers = officers_of(province=province, permission=Permission.VERIFY_REVOCATIONS, day=act.day)
    subject = f"{subject}: {case.certificate.product_name}"
    _tell_office(case, act, officers, subject, text, f"revocation {case.code} {step}")


def tell_deciders(case: RevocationCase, act: Act, step: str, subject: str, text: str) -> None:
    """Tell who decides: the province's leaders, or the ministry where the Minister recognised."""
    is_national = case.certificate.level == Level.NATIONAL
    deciders = officers_of(
        province=None if is_national else case.certificate.province,
        permission=Permission.REVOKE_CERTIFICATES,
        day=act.day,
    )
    subject = f"{subject}: {case.certificate.product_name}"
    _tell_office(case, act, deciders, subject, text, f"revocation {case.code} {step} to decide")


def _tell_office(
    case: RevocationCase, act: Act, to: Iterable[User], subject: str, text: str, key: str
) -> None:
    link = f"/van-phong/thu-hoi/{case.code}/"
    tell(act, to=to, kind=Kind.REVOCATION, subject=subject, text=text, link=link, key=key)
