"""Which orders and batches a person may reach; every view starts here."""

from datetime import date

from django.db.models import QuerySet

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.registry.access import my_products, products_for
from ocop.stamps.models import Batch, Order, OrderQuerySet


def my_orders(user: User, day: date) -> OrderQuerySet:
    """Return the orders of the producers that ``user`` represents on ``day``."""
    return Order.objects.filter(lot__product__in=my_products(user, day).values("pk"))


def my_batches(user: User, day: date) -> QuerySet[Batch]:
    """Return the batches of the producers that ``user`` represents on ``day``."""
    return Batch.objects.filter(product__in=my_products(user, day).values("pk"))


def orders_for(user: User, permission: Permission, day: date) -> OrderQuerySet:
    """Return the orders in the places where ``user`` holds ``permission``."""
    reach = products_for(user, permission, day)
    return Order.objects.filter(lot__product__in=reach.values("pk"))


def batches_for(user: User, permission: Permission, day: date) -> QuerySet[Batch]:
    """Return the batches in the places where ``user`` holds ``permission``."""
    return Batch.objects.filter(product__in=products_for(user, permission, day).values("pk"))
