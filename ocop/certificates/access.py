"""Which certificates a person may reach in an office; what is public is public."""

from datetime import date

from django.db.models import Q

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.certificates.models import Certificate, CertificateQuerySet


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
