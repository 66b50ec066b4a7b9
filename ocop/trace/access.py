"""Which material and lots a person may reach; every view starts here."""

from datetime import date

from django.db.models import QuerySet

from ocop.accounts.models import User
from ocop.registry.access import my_producers, my_products
from ocop.registry.models import Product
from ocop.trace.models import Lot, Source


def my_sources(user: User, day: date) -> QuerySet[Source]:
    """Return the material of the producers that ``user`` represents on ``day``."""
    return Source.objects.filter(producer__in=my_producers(user, day).values("pk"))


def my_lots(user: User, day: date) -> QuerySet[Lot]:
    """Return the lots of the producers that ``user`` represents on ``day``."""
    return Lot.objects.filter(product__in=my_products(user, day).values("pk"))


def traceable(user: User, day: date) -> QuerySet[Product]:
    """Return the products of mine that come in lots: all but services of tourism."""
    mine = my_products(user, day).filter(retired_on=None)
    return mine.exclude(set_number=Product.TOURISM_SET)
