"""The ledger of what the national portal was told of lots."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField
from ocop.base.models import Record
from ocop.trace.flow import ParcelState
from ocop.trace.models.lots import Lot

WAITING = (ParcelState.QUEUED, ParcelState.FAILED)


class PortalParcelQuerySet(models.QuerySet["PortalParcel"]):
    def due(self, at: datetime) -> Self:
        """To be sent at ``at``, and in no deliverer's hands."""
        free = Q(leased_until=None) | Q(leased_until__lte=at)
        return self.filter(free, state__in=WAITING, next_try_at__lte=at)


class PortalParcel(Record):
    """Lượt gửi cổng quốc gia: one version of what a lot tells, by one adapter, and its outcome."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="parcels")
    adapter = LineField("Cách gửi", max_length=40)
    version = models.PositiveIntegerField("Bản")
    digest = models.CharField("Dấu nội dung", max_length=64)
    # The elements as they were when it was queued; what is sent is this, at every try.
    body = models.JSONField("Nội dung")
    state = models.CharField(
        "Trạng thái", max_length=10, choices=ParcelState.choices, default=ParcelState.QUEUED
    )
    tries = models.PositiveIntegerField("Số lần thử", default=0)
    next_try_at = models.DateTimeField("Thử lại lúc")
    lease = models.UUIDField("Đang gửi", null=True)
    leased_until = models.DateTimeField("Giữ đến", null=True)
    sent_at = models.DateTimeField("Gửi xong lúc", null=True)
    answer = LineField("Nơi nhận trả lời", max_length=300, blank=True)

    objects = PortalParcelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "adapter", "version"], name="portal_parcel_version"
            ),
            models.CheckConstraint(
                name="portal_parcel_sent", condition=Q(sent_at=None) ^ Q(state="sent")
            ),
        ]
        indexes = [models.Index(fields=["state", "next_try_at"], name="portal_parcel_due")]

    def __str__(self) -> str:
        return f"{self.lot}, bản {self.version}"
