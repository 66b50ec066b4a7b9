"""Which producers and products a person may reach; every view starts here."""

from datetime import date

from django.db.models import Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.registry.models import (
    Delegation,
    Paper,
    PaperFile,
    Producer,
    Product,
    Representative,
    Scope,
)
from ocop.registry.models.delegations import DelegationQuerySet
from ocop.registry.queries import live_producers, live_products


def producers_for(user: User, permission: Permission, day: date) -> QuerySet[Producer]:
    """Return the producers in the places where ``user`` holds ``permission``."""
    return live_producers().filter(_in_my_places(user, permission, day, "commune"))


def products_for(user: User, permission: Permission, day: date) -> QuerySet[Product]:
    """Return the products in the places where ``user`` holds ``permission``."""
    return live_products().filter(_in_my_places(user, permission, day, "commune"))


def my_producers(user: User, day: date) -> QuerySet[Producer]:
    """Return the producers that ``user`` represents on ``day``; who acts for one has that one."""
    if user.behalf:
        helped = delegations_of(user, day).filter(producer__code=user.behalf)
        return live_producers().filter(pk__in=helped.values("producer"))
    acting = Representative.objects.filter(user=user).acting_on(day)
    return live_producers().filter(pk__in=acting.values("producer"))


def my_products(user: User, day: date) -> QuerySet[Product]:
    """Return the products of the producers that ``user`` represents on ``day``."""
    return live_products().filter(producer__in=my_producers(user, day))


def papers_for(user: User, permission: Permission, day: date) -> QuerySet[Paper]:
    """Return the papers of the producers in the places where ``user`` holds ``permission``.

    A post without a place reaches none: the vault is the producer's, and is opened to the offices
    that guide it.
    """
    mine = _placed(user, permission, day, "producer__commune")
    return Paper.objects.kept().filter(mine, producer__merged_into=None)


def guided_products(user: User, permission: Permission, day: date) -> QuerySet[Product]:
    """Return the products that are made in the places where ``user`` holds ``permission``.

    As for papers, a post without a place guides none.
    """
    mine = _placed(user, permission, day, "commune")
    return live_products().filter(mine, retired_on=None)


def my_papers(user: User, day: date) -> QuerySet[Paper]:
    """Return the papers of the producers that ``user`` represents on ``day``."""
    return Paper.objects.kept().filter(producer__in=my_producers(user, day))


def paper_files_for(user: User, day: date) -> QuerySet[PaperFile]:
    """Return the files, old versions too, of the papers that ``user`` may read on ``day``."""
    office = papers_for(user, Permission.VIEW_OFFICE, day).values("pk")
    mine = my_papers(user, day).values("pk")
    return PaperFile.objects.filter(Q(paper__in=office) | Q(paper__in=mine))


def delegations_of(user: User, day: date) -> DelegationQuerySet:
    """Return what was delegated to ``user`` and holds on ``day``.

    An officer's ends with their post in the producer's commune.
    """
    live = Delegation.objects.filter(user=user, producer__merged_into=None).live_on(day)
    of_my_commune = producers_for(user, Permission.PROPOSE_DOSSIERS, day)
    officer = Q(role=Delegation.Role.OFFICER, producer__in=of_my_commune.values("pk"))
    return live.filter(Q(role=Delegation.Role.RELATIVE) | officer).select_related("producer")


def represents(user: object, producer: Producer, day: date) -> bool:
    """Tell whether ``user`` acts for ``producer``, who may then not judge its dossiers.

    So does a relative to whom it delegated. An officer who typed for a producer still reads its
    dossier as an officer, since a commune has one; history shows both (docs/adr/0017).
    """
    if not isinstance(user, User):
        return False
    acting = Representative.objects.filter(user=user, producer=producer).acting_on(day)
    relative = Delegation.objects.filter(
        user=user, producer=producer, role=Delegation.Role.RELATIVE
    ).live_on(day)
    return acting.exists() or relative.exists()


def may_file(user: object, producer: Producer, day: date) -> bool:
    """Tell whether ``producer`` lets ``user`` file and withdraw its dossiers for it."""
    if not isinstance(user, User):
        return False
    mine = delegations_of(user, day).covering(Scope.DOSSIERS)
    return mine.filter(producer=producer, may_file=True).exists()


def helps(user: object, producer: Producer, day: date) -> bool:
    """Tell whether ``producer`` delegated anything to ``user``, who may then not score it."""
    if not isinstance(user, User):
        return False
    return Delegation.objects.filter(user=user, producer=producer).live_on(day).exists()


def _in_my_places(user: User, permission: Permission, day: date, path: str) -> Q:
    """Return the condition that ``path`` leads to a commune of mine, or lies in my province."""
    reach = Q(pk__in=[])
    for post in posts(user, day).giving(permission):
        if post.commune_id is not None:
            reach |= Q(**{f"{path}": post.commune_id})
        elif post.province_id is not None:
            reach |= Q(**{f"{path}__province": post.province_id})
        else:
            reach |= Q(pk__isnull=False)
    return reach


def _placed(user: User, permission: Permission, day: date, path: str) -> Q:
    """Return the condition that ``path`` leads to a commune of mine, by posts that have a place."""
    reach = Q(pk__in=[])
    for post in posts(user, day).giving(permission):
        if post.commune_id is not None:
            reach |= Q(**{path: post.commune_id})
        elif post.province_id is not None:
            reach |= Q(**{f"{path}__province": post.province_id})
    return reach
