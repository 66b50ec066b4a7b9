"""Which material, lots, orders and batches a person may reach; every view starts here."""

from datetime import date

from django.db.models import QuerySet

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.registry.access import my_producers, my_products, products_for
from ocop.registry.models import Product
from ocop.stamps.models import Batch, Lot, Order, OrderQuerySet, Source


def my_sources(user: User, day: date) -> QuerySet[Source]:
    """Return the material of the producers that ``user`` represents on ``day``."""
    return Source.objects.filter(producer__in=my_producers(user, day).values("pk"))


def my_lots(user: User, day: date) -> QuerySet[Lot]:
    """Return the lots of the producers that ``user`` represents on ``day``."""
    return Lot.objects.filter(product__in=my_products(user, day).values("pk"))


def my_orders(user: User, day: date) -> OrderQuerySet:
    """Return the orders of the producers that ``user`` represents on ``day``."""
    return Order.objects.filter(lot__product__in=my_products(user, day).values("pk"))


def my_batches(user: User, day: date) -> QuerySet[Batch]:
    """Return the batches of the producers that ``user`` represents on ``day``."""
    return Batch.objects.filter(product__in=my_products(user, day).values("pk"))


def stampable(user: User, day: date) -> QuerySet[Product]:
    """Return the products of mine that may bear stamps: all but services of tourism."""
    mine = my_products(user, day).filter(retired_on=None)
    return mine.exclude(set_number=Product.TOURISM_SET)


def orders_for(user: User, permission: Permission, day: date) -> OrderQuerySet:
    """Return the orders in the places where ``user`` holds ``permission``."""
    reach = products_for(user, permission, day)
    return Order.objects.filter(lot__product__in=reach.values("pk"))


def batches_for(user: User, permission: Permission, day: date) -> QuerySet[Batch]:
    """Return the batches in the places where ``user`` holds ``permission``."""
    return Batch.objects.filter(product__in=products_for(user, permission, day).values("pk"))
