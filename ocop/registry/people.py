"""The people of an officer's places: who holds a post there, and who represents a producer."""

from datetime import date

from django.db.models import Q, QuerySet

from ocop.accounts.models import Membership, User
from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.kernel.text import fold
from ocop.registry.models import Representative


def people_for(user: User, permission: Permission, day: date) -> QuerySet[User]:
    """Return the people of the places where ``user`` holds ``permission``."""
    there = here = Q(pk__in=[])
    for post in posts(user, day).giving(permission):
        if post.commune_id is not None:
            there |= Q(commune=post.commune_id)
            here |= Q(producer__commune=post.commune_id)
        elif post.province_id is not None:
            there |= Q(province=post.province_id)
            here |= Q(producer__commune__province=post.province_id)
        else:
            return User.objects.all()
    return _holding(there, here, day)


def people_of_communes(words: str, day: date) -> QuerySet[User]:
    """Return the people of the communes in whose name every word occurs."""
    there = here = Q()
    for word in fold(words).split():
        there &= Q(commune__folded__contains=word)
        here &= Q(producer__commune__folded__contains=word)
    return _holding(there, here, day)


def _holding(there: Q, here: Q, day: date) -> QuerySet[User]:
    officers = Membership.objects.held_on(day).filter(there)
    heads = Representative.objects.acting_on(day).filter(here)
    return User.objects.filter(Q(pk__in=officers.values("user")) | Q(pk__in=heads.values("user")))
