"""Whom a lapse concerns: who represents the producer, and the officers of commune and province."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from ocop.accounts.models import Membership, User
from ocop.accounts.permissions import Permission, Role
from ocop.certificates.models import Certificate
from ocop.registry.models import Representative


@dataclass(frozen=True, slots=True)
class Concerned:
    """The people of one certificate, by what they are there."""

    producer: list[User] = field(default_factory=list)
    commune: list[User] = field(default_factory=list)
    province: list[User] = field(default_factory=list)

    @property
    def everyone(self) -> set[int]:
        """Return the keys of all of them, each once."""
        return {user.pk for user in [*self.producer, *self.commune, *self.province]}

    def without(self, told: set[int]) -> "Concerned":
        """Return those who are not among ``told``."""
        return Concerned(
            *([user for user in part if user.pk not in told]
              for part in (self.producer, self.commune, self.province))
        )  # fmt: skip


def concerned_by(certificates: Collection[Certificate], day: date) -> dict[int, Concerned]:
    """Return the people of each certificate on ``day``; three queries for all.

    Fetch them with ``select_related("product")``. Closed accounts are left out.
    """
    heads = _heads({one.product.producer_id for one in certificates}, day)
    communes = _officers("commune_id", {one.product.commune_id for one in certificates}, day)
    provinces = _officers("province_id", {one.province_id for one in certificates}, day)
    return {
        one.pk: Concerned(
            heads[one.product.producer_id],
            communes[one.product.commune_id],
            provinces[one.province_id],
        )
        for one in certificates
    }


def _heads(producers: Iterable[int], day: date) -> dict[int, list[User]]:
    found: dict[int, list[User]] = defaultdict(list)
    acting = Representative.objects.acting_on(day).filter(
        producer__in=list(producers), user__is_active=True
    )
    for one in acting.select_related("user").order_by("pk"):
        found[one.producer_id].append(one.user)
    return found


def _officers(place: str, keys: Iterable[int], day: date) -> dict[int, list[User]]:
    found: dict[int, list[User]] = defaultdict(list)
    held = Membership.objects.held_on(day).filter(user__is_active=True)
    if place == "commune_id":
        held = held.filter(commune__in=list(keys)).giving(Permission.PROPOSE_DOSSIERS)
    else:
        held = held.filter(province__in=list(keys), role=Role.PROVINCE_OFFICER)
    for post in held.select_related("user").order_by("pk"):
        found[getattr(post, place)].append(post.user)
    return found
