"""Notices, their sendings, and how each person wants to be reached."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.notices.kinds import WAITING, Channel, Kind, State


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> Self:
        """Those that nobody has opened yet."""
        return self.filter(read_at=None)


class Notice(Record):
    """Thông báo: one thing told to one person; it stands in their inbox."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField("Loại", max_length=12, choices=Kind.choices)
    subject = LineField("Tiêu đề", max_length=160)
    text = TextField("Nội dung")
    link = models.CharField("Địa chỉ", max_length=300, blank=True)
    # What makes a notice told once: a second one of the same key to the same person is none.
    key = models.CharField("Khóa", max_length=160)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    read_at = models.DateTimeField("Đọc lúc", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notice_inbox"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["key"], name="notice_key"),
        ]

    def __str__(self) -> str:
        return self.subject


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, at: datetime) -> Self:
        """Waiting, their time come, and in nobody's hands at ``at``."""
        free = Q(leased_until=None) | Q(leased_until__lte=at)
        return self.filter(free, state__in=WAITING, next_try_at__lte=at)


class Delivery(Record):
    """Lượt gửi: one notice on its way through one channel.

    ``reference`` is the same at every try, so that a gateway can drop what it has already taken.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField("Kênh", max_length=6, choices=Channel.choices)
    state = models.CharField(
        "Trạng thái", max_length=10, choices=State.choices, default=State.QUEUED
    )
    reference = models.UUIDField("Mã gửi", default=uuid4, unique=True, editable=False)
    tries = models.PositiveSmallIntegerField("Số lần thử", default=0)
    next_try_at = models.DateTimeField("Gửi từ lúc")
    leased_until = models.DateTimeField(null=True, editable=False)
    lease = models.UUIDField(null=True, editable=False)
    sent_at = models.DateTimeField("Gửi xong lúc", null=True, blank=True)
    answer = LineField("Nơi nhận trả lời", max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False)
                | (~Q(state=State.SENT) & Q(sent_at=None)),
                name="delivery_sent",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=Q(state__in=WAITING), name="delivery_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.notice}"


class Reach(Record):
    """Cách nhận thông báo: the channels that a person chose; the inbox is always one of them."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_email = models.BooleanField("Thư điện tử", default=True)
    by_sms = models.BooleanField("Tin nhắn SMS", default=False)
    by_zalo = models.BooleanField("Zalo", default=False)
    phone = models.CharField("Số điện thoại", max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(by_sms=False, by_zalo=False) | ~Q(phone=""), name="reach_phone"
            )
        ]

    def __str__(self) -> str:
        return f"Cách nhận thông báo của {self.user}"


class SimulatedMessage(Record):
    """Tin mô phỏng: what the local simulator of a gateway took, in place of a real phone."""

    channel = models.CharField("Kênh", max_length=6, choices=Channel.choices)
    reference = models.UUIDField("Mã gửi")
    # Only the last digits: whoever looks at the simulator is not shown a number.
    to = models.CharField("Nơi nhận", max_length=20)
    text = TextField("Nội dung")
    calls = models.PositiveSmallIntegerField("Số lần gọi", default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "reference"], name="simulated_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.to}"


class SimulatorFault(Record):
    """Lỗi mô phỏng: a channel whose simulator was told to refuse whatever comes."""

    channel = models.CharField("Kênh", max_length=6, choices=Channel.choices, unique=True)
    answer = LineField("Trả lời", max_length=200)

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.answer}"
