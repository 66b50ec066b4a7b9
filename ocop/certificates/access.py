"""Which certificates a person may reach in an office; what is public is public."""

from datetime import date

from django.db.models import Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.certificates.models import (
    CaseQuerySet,
    Certificate,
    CertificateQuerySet,
    Decision,
    Level,
    RevocationCase,
)
from ocop.registry.access import my_producers

HIGHEST = 5


def certificates_for(user: User, permission: Permission, day: date) -> CertificateQuerySet:
    """Return the certificates of the places where ``user`` holds ``permission``."""
    reach = Q(pk__in=[])
    for post in posts(user, day).giving(permission):
        if post.commune_id is not None:
            reach |= Q(product__commune=post.commune_id)
        elif post.province_id is not None:
            reach |= Q(province=post.province_id)
        else:
            reach |= Q(pk__isnull=False)
    return Certificate.objects.filter(reach)


def revocable_for(user: User, day: date) -> CertificateQuerySet:
    """Return the certificates that ``user`` may revoke: each level's by its own."""
    # QĐ 26/2026/QĐ-TTg, Điều 8.2: the province for 3 and 4 stars, the Minister for 5.
    reach = Q(pk__in=[])
    for post in posts(user, day).giving(Permission.REVOKE_CERTIFICATES):
        if post.province_id is not None:
            reach |= Q(province=post.province_id) & ~Q(level=Level.NATIONAL)
        else:
            reach |= Q(level=Level.NATIONAL)
    return Certificate.objects.filter(reach)


def cases_for(user: User, permission: Permission, day: date) -> CaseQuerySet:
    """Return the cases of revocation on the certificates that ``user`` reaches with a power."""
    deciding = permission == Permission.REVOKE_CERTIFICATES
    mine = revocable_for(user, day) if deciding else certificates_for(user, permission, day)
    return RevocationCase.objects.filter(certificate__in=mine.values("pk"))


def decisions_for(user: User, permission: Permission, day: date) -> QuerySet[Decision]:
    """Return the decisions of the provinces where ``user`` holds ``permission``.

    A post without a place is the ministry's: it sees its own, and those that send it results.
    """
    reach = Q(pk__in=[])
    for post in posts(user, day).giving(permission):
        if post.province_id is not None:
            reach |= Q(province=post.province_id)
        elif post.commune_id is None:
            reach |= Q(level=Level.NATIONAL) | Q(kind=Decision.Kind.APPROVAL)
    return Decision.objects.filter(reach)


def my_certificates(user: User, day: date) -> CertificateQuerySet:
    """Return the certificates of the producers that ``user`` represents on ``day``.

    Those of a product that was merged as a double into one of theirs are among them.
    """
    mine = my_producers(user, day).values("pk")
    own = Q(product__producer__in=mine)
    return Certificate.objects.filter(own | Q(product__merged_into__producer__in=mine))


def radar_for(user: User, day: date) -> CertificateQuerySet:
    """Return the certificates whose lapse ``user`` watches: of their commune or province.

    Whoever holds a post of the whole country watches the five stars, which the centre recognizes.
    """
    reach = Q(pk__in=[])
    for post in posts(user, day).giving(Permission.VIEW_OFFICE):
        if post.commune_id is not None:
            reach |= Q(product__commune=post.commune_id)
        elif post.province_id is not None:
            reach |= Q(province=post.province_id)
        else:
            reach |= Q(stars=HIGHEST)
    return Certificate.objects.filter(reach)
