"""Which dossiers a person may reach; every view starts here.

Councillors reach dossiers through the agenda of their council (``grading.access``).
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission, Role
from ocop.accounts.queries import posts
from ocop.dossiers.models import Dossier, Evidence, EvidenceQuerySet
from ocop.registry.access import delegations_of, my_producers
from ocop.registry.models import Scope

# What packages above close to a person, each by its own rule.
_closings: list[Callable[[User], QuerySet[Dossier]]] = []


def let_close(rule: Callable[[User], QuerySet[Dossier]]) -> None:
    """Let a package above close dossiers to a person at every office door, once it is asked."""
    if rule not in _closings:
        _closings.append(rule)


def dossiers_for(user: User, permission: Permission, day: date) -> QuerySet[Dossier]:
    """Return the filed dossiers in the places where ``user`` holds ``permission``.

    A commune sees the products made in it, a province all of its communes', the ministry what
    was forwarded to it. Nobody but the producer sees a dossier that was never filed, and nobody
    one that is closed to them, such as by a conflict that they declared in a council.
    """
    reach = Q(pk__in=[])
    for post in posts(user, day).giving(permission):
        if post.commune_id is not None:
            reach |= Q(product__commune=post.commune_id)
        elif post.province_id is not None and post.role != Role.ADMINISTRATOR:
            reach |= Q(product__commune__province=post.province_id)
        elif post.role == Role.MINISTRY_OFFICER:
            reach |= Q(forwarded=True)
    found = Dossier.objects.filter(reach, submitted_at__isnull=False)
    for closed_to in _closings:
        found = found.exclude(pk__in=closed_to(user).values("pk"))
    return found


def my_dossiers(user: User, day: date) -> QuerySet[Dossier]:
    """Return the dossiers of the producers that ``user`` represents on ``day``, drafts too.

    Who acts for a producer has its dossiers where those were delegated.
    """
    mine = my_producers(user, day)
    if user.behalf:
        covering = delegations_of(user, day).covering(Scope.DOSSIERS)
        mine = mine.filter(pk__in=covering.values("producer"))
    return Dossier.objects.filter(product__producer__in=mine.values("pk"))


def evidence_for(user: User, day: date) -> EvidenceQuerySet:
    """Return the files, old versions too, of the dossiers that ``user`` may read on ``day``."""
    office = dossiers_for(user, Permission.VIEW_OFFICE, day)
    mine = my_dossiers(user, day)
    return Evidence.objects.filter(
        Q(dossier__in=office.values("pk")) | Q(dossier__in=mine.values("pk"))
    )
