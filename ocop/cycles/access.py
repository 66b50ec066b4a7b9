"""Which ideas, plans, participations and trainings a person may reach; every view starts here."""

from datetime import date

from django.db.models import Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission, Role
from ocop.accounts.queries import posts
from ocop.cycles.models import Idea, Participation, Plan, Training
from ocop.cycles.models.participation import ParticipationQuerySet
from ocop.registry.access import delegations_of, my_producers
from ocop.registry.models import Producer, Scope


def ideas_for(user: User, permission: Permission, day: date) -> QuerySet[Idea]:
    """Return the filed ideas in the places where ``user`` holds ``permission``.

    Drafts are their writers' own; those that an officer typed in for a producer are seen too.
    """
    mine = Idea.objects.filter(_reach(user, permission, day, "commune"))
    return mine.filter(Q(filed_at__isnull=False) | Q(is_assisted=True))


def my_ideas(user: User, day: date) -> QuerySet[Idea]:
    """Return the ideas of the producers that ``user`` represents on ``day``."""
    return Idea.objects.filter(producer__in=_acting(user, day).values("pk"))


def plans_for(user: User, permission: Permission, day: date) -> QuerySet[Plan]:
    """Return the filed plans in the places where ``user`` holds ``permission``."""
    mine = Plan.objects.filter(_reach(user, permission, day, "product__commune"))
    return mine.filter(filed_at__isnull=False)


def my_plans(user: User, day: date) -> QuerySet[Plan]:
    """Return the plans of the producers that ``user`` represents on ``day``."""
    return Plan.objects.filter(product__producer__in=_acting(user, day).values("pk"))


def participations_for(user: User, permission: Permission, day: date) -> ParticipationQuerySet:
    """Return the participations in the places where ``user`` holds ``permission``."""
    return Participation.objects.filter(_reach(user, permission, day, "product__commune"))


def trainings_for(user: User, permission: Permission, day: date) -> QuerySet[Training]:
    """Return the trainings that ``user`` may see: the province's, and those held for a commune.

    A power over trainings reaches further only where they are held: a commune runs its own.
    """
    reach = Q(pk__in=[])
    for post in posts(user, day).giving(permission):
        if post.commune is not None:
            own = Q(host=post.commune)
            if permission == Permission.VIEW_OFFICE:
                whole = Q(host=None, communes=None, cycle__province=post.commune.province_id)
                own |= Q(communes=post.commune) | whole
            reach |= own
        elif post.province_id is not None and post.role != Role.ADMINISTRATOR:
            reach |= Q(cycle__province=post.province_id)
    return Training.objects.filter(pk__in=Training.objects.filter(reach).values("pk"))


def _acting(user: User, day: date) -> QuerySet[Producer]:
    """Return the producers whose ideas and plans ``user`` writes on ``day``.

    Who acts for a producer has that one only, and where its dossiers were delegated.
    """
    mine = my_producers(user, day)
    if user.behalf:
        covering = delegations_of(user, day).covering(Scope.DOSSIERS)
        mine = mine.filter(pk__in=covering.values("producer"))
    return mine


def _reach(user: User, permission: Permission, day: date, path: str) -> Q:
    """Return the condition that ``path`` leads to a commune of mine, or lies in my province."""
    reach = Q(pk__in=[])
    for post in posts(user, day).giving(permission):
        if post.commune_id is not None:
            reach |= Q(**{path: post.commune_id})
        elif post.province_id is not None and post.role != Role.ADMINISTRATOR:
            reach |= Q(**{f"{path}__province": post.province_id})
    return reach
