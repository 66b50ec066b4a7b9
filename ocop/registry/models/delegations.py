"""Whom a producer lets act for it, for how long, and how far."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.base.fields import LineField
from ocop.base.models import Record
from ocop.registry.models.producers import Producer


class Scope(models.TextChoices):
    """What a helper may see and do; all else of the producer stays closed to them."""

    DOSSIERS = "dossiers", "Hồ sơ"
    PAPERS = "papers", "Giấy tờ, ảnh, thông tin"
    ALL = "all", "Tất cả"


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def live_on(self, day: date) -> Self:
        """Given by ``day``, neither ended nor past its last day."""
        current = self.filter(given_on__lte=day).filter(Q(until=None) | Q(until__gte=day))
        return current.filter(ended_on=None)

    def covering(self, scope: Scope) -> Self:
        """Those that reach what ``scope`` names."""
        return self.filter(scope__in=[scope, Scope.ALL])


class Delegation(Record):
    """Uỷ quyền: a user who may act for a producer, each act of theirs being labelled "làm thay".

    A relative is chosen by the producer. The commune's officer is chosen by the producer, or
    opens it for a producer that has nobody on the system, noting how the producer agreed.
    """

    class Role(models.TextChoices):
        RELATIVE = "relative", "Người thân, người làm"
        OFFICER = "officer", "Cán bộ xã"

    producer = models.ForeignKey(Producer, models.PROTECT, related_name="delegations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField("Là", max_length=10, choices=Role.choices)
    scope = models.CharField("Việc được làm", max_length=10, choices=Scope.choices)
    may_file = models.BooleanField("Được nộp và rút hồ sơ", default=False)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    consent = LineField("Chủ thể đồng ý bằng cách nào", max_length=200, blank=True)
    given_on = models.DateField("Từ ngày")
    until = models.DateField("Đến hết ngày", null=True, blank=True)
    ended_on = models.DateField("Thôi từ ngày", null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["producer", "user"],
                condition=Q(ended_on=None),
                name="delegation_once",
            ),
            models.CheckConstraint(
                name="delegation_days", condition=Q(until=None) | Q(until__gte=F("given_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.producer})"

    @property
    def covers_dossiers(self) -> bool:
        """Tell whether the producer's dossiers are open to the helper."""
        return self.scope in {Scope.DOSSIERS, Scope.ALL}

    @property
    def covers_papers(self) -> bool:
        """Tell whether the producer's papers, pictures and description are open to the helper."""
        return self.scope in {Scope.PAPERS, Scope.ALL}
