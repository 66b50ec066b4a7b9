"""Which labels a person may reach; every view starts here."""

from datetime import date

from django.db.models import QuerySet

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.mark.models import Artwork, CheckQuerySet, LabelCheck
from ocop.registry.access import my_products, products_for


def checks_for(user: User, permission: Permission, day: date) -> CheckQuerySet:
    """Return the label checks in the places where ``user`` holds ``permission``."""
    reach = products_for(user, permission, day)
    return LabelCheck.objects.filter(product__in=reach.values("pk"))


def my_checks(user: User, day: date) -> CheckQuerySet:
    """Return the label checks of the producers that ``user`` represents on ``day``."""
    return LabelCheck.objects.filter(product__in=my_products(user, day).values("pk"))


def artwork_for(user: User, day: date) -> QuerySet[Artwork]:
    """Return the label pictures that ``user`` may see on ``day``."""
    office = checks_for(user, Permission.VIEW_OFFICE, day)
    mine = my_checks(user, day)
    return Artwork.objects.filter(check_of__in=office.values("pk")) | Artwork.objects.filter(
        check_of__in=mine.values("pk")
    )
