"""Which places, material, lots, entries and recalls a person may reach; every view starts here."""

from datetime import date

from django.db.models import Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.registry.access import my_producers, my_products, producers_for, products_for
from ocop.registry.models import Product
from ocop.trace.models import DiaryEntry, Harvest, Lot, PortalParcel, Recall, Site, Source
from ocop.trace.models.diary import DiaryQuerySet
from ocop.trace.models.sites import SiteQuerySet


def my_sites(user: User, day: date) -> SiteQuerySet:
    """Return the places of the producers that ``user`` represents on ``day``."""
    return Site.objects.filter(producer__in=my_producers(user, day).values("pk"))


def my_sources(user: User, day: date) -> QuerySet[Source]:
    """Return the material of the producers that ``user`` represents on ``day``."""
    return Source.objects.filter(producer__in=my_producers(user, day).values("pk"))


def my_harvests(user: User, day: date) -> QuerySet[Harvest]:
    """Return the harvests of the producers that ``user`` represents on ``day``."""
    return Harvest.objects.filter(producer__in=my_producers(user, day).values("pk"), is_void=False)


def my_lots(user: User, day: date) -> QuerySet[Lot]:
    """Return the lots of the producers that ``user`` represents on ``day``; no void ones."""
    return Lot.objects.filter(product__in=my_products(user, day).values("pk"), is_void=False)


def lots_at_hand(user: User, day: date) -> QuerySet[Lot]:
    """Return my lots, and those of others that my producers received."""
    got = my_entries(user, day).standing().filter(kind=DiaryEntry.Kind.RECEIVE)
    mine = Q(product__in=my_products(user, day).values("pk")) | Q(pk__in=got.values("lot"))
    return Lot.objects.filter(mine, is_void=False)


def lots_in_my_chain(user: User, day: date) -> QuerySet[Lot]:
    """Return the lots of which I may see the chain: mine, and one step either side."""
    mine = my_lots(user, day).values("pk")
    near = Q(uses__into__in=mine) | Q(inputs__lot__in=mine) | Q(pk__in=mine)
    return (Lot.objects.filter(near) | lots_at_hand(user, day)).distinct()


def my_entries(user: User, day: date) -> DiaryQuerySet:
    """Return what was written into the diaries of the producers that ``user`` represents."""
    return DiaryEntry.objects.filter(producer__in=my_producers(user, day).values("pk"))


def coming_to_me(user: User, day: date) -> DiaryQuerySet:
    """Return the sendings to my producers that nobody has received yet."""
    sent = DiaryEntry.objects.standing().filter(kind=DiaryEntry.Kind.SHIP, answer=None)
    return sent.filter(partner_producer__in=my_producers(user, day).values("pk"))


def my_recalls(user: User, day: date) -> QuerySet[Recall]:
    """Return the recalls of lots that my producers made, or took from others."""
    mine = my_producers(user, day).values("pk")
    concerned = Q(lots__lot__product__producer__in=mine)
    concerned |= Q(stops__entry__partner_producer__in=mine) | Q(stops__entry__producer__in=mine)
    return Recall.objects.filter(concerned).distinct()


def traceable(user: User, day: date) -> QuerySet[Product]:
    """Return the products of mine that come in lots: all but services of tourism."""
    mine = my_products(user, day).filter(retired_on=None)
    return mine.exclude(set_number=Product.TOURISM_SET)


def sites_for(user: User, permission: Permission, day: date) -> SiteQuerySet:
    """Return the places of producers where ``user`` holds ``permission``."""
    reach = producers_for(user, permission, day).values("pk")
    return Site.objects.filter(producer__in=reach)


def lots_for(user: User, permission: Permission, day: date) -> QuerySet[Lot]:
    """Return the lots of products in the places where ``user`` holds ``permission``."""
    return Lot.objects.filter(product__in=products_for(user, permission, day).values("pk"))


def harvests_for(user: User, permission: Permission, day: date) -> QuerySet[Harvest]:
    """Return the harvests of producers in the places where ``user`` holds ``permission``."""
    reach = producers_for(user, permission, day).values("pk")
    return Harvest.objects.filter(producer__in=reach, is_void=False)


def recalls_for(user: User, permission: Permission, day: date) -> QuerySet[Recall]:
    """Return the recalls that began with, or reached, lots of my places."""
    reach = products_for(user, permission, day).values("pk")
    began = Q(harvest__producer__in=producers_for(user, permission, day).values("pk"))
    return Recall.objects.filter(Q(lots__lot__product__in=reach) | began).distinct()


def parcels_for(user: User, permission: Permission, day: date) -> QuerySet[PortalParcel]:
    """Return what the portal was told of lots of my places."""
    reach = products_for(user, permission, day).values("pk")
    return PortalParcel.objects.filter(lot__product__in=reach)
