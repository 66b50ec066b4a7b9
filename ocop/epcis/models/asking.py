"""Questions that are kept: by name, and with a subscriber who is sent what fits them."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.base.models import Record
from ocop.epcis.columns import UriField


class NamedQuery(Record):
    """Truy vấn có tên: a question that programs ask again by its name (EPCIS 2.0, 12.7)."""

    name = models.CharField("Tên", max_length=100, unique=True)
    # As it was handed in, and the prefixes that its names are written with.
    body = models.JSONField("Câu hỏi", default=dict)
    names = models.JSONField("Tiền tố", default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    key = models.CharField("Khoá", max_length=80, blank=True)

    def __str__(self) -> str:
        return self.name


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def due(self, at: datetime) -> Self:
        """Return what is streamed, and what is scheduled for a moment that has come."""
        return self.filter(Q(next_at=None) | Q(next_at__lte=at))


class Subscription(Record):
    """Đăng ký nhận: whom the answer to a named query is sent to, and how far that has come."""

    subscription_id = models.UUIDField("Mã", unique=True)
    query = models.ForeignKey(NamedQuery, models.CASCADE, related_name="subscriptions")
    dest = UriField("Nơi nhận")
    # What its sendings are signed with, sealed; it is never shown again.
    secret = models.BinaryField("Khoá ký", default=b"")
    # Nothing where it is streamed, else the fields of its schedule.
    schedule = models.JSONField("Lịch", null=True)
    next_at = models.DateTimeField("Lần tới", null=True)
    report_if_empty = models.BooleanField("Báo cả khi không có", default=False)
    initial_record_time = models.DateTimeField("Tính từ", null=True)
    names = models.CharField("Dạng mã", max_length=24)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    key = models.CharField("Khoá", max_length=80, blank=True)
    # What its subscriber may see, as ``access.Reader`` says it.
    reach = models.JSONField("Phạm vi", default=dict)
    # The number of the last event that was looked at.
    seen = models.BigIntegerField("Đã xem đến", default=0)
    asked_at = models.DateTimeField("Xem lúc", null=True)
    notified_at = models.DateTimeField("Báo lúc", null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="subscription_next")]

    def __str__(self) -> str:
        return str(self.subscription_id)


class SendingState(models.TextChoices):
    """How far a sending is."""

    WAITING = "waiting", "Chờ gửi"
    SENT = "sent", "Đã gửi"
    GIVEN_UP = "given-up", "Đã thôi gửi"


class SendingQuerySet(models.QuerySet["Sending"]):
    def due(self, at: datetime) -> Self:
        """Return what is to be sent now and in nobody's hands: of a subscription the oldest."""
        older = Sending.objects.filter(
            subscription=models.OuterRef("subscription"),
            state=SendingState.WAITING,
            pk__lt=models.OuterRef("pk"),
        )
        waiting = self.filter(state=SendingState.WAITING, next_try_at__lte=at)
        free = waiting.filter(Q(leased_until=None) | Q(leased_until__lte=at))
        return free.exclude(models.Exists(older))


class Sending(Record):
    """Lần gửi: some events for one subscriber, sent once its elder ones are through."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="sendings")
    # The numbers of the events, in order.
    events = models.JSONField("Sự kiện", default=list)
    # How many of them the subscriber takes at once; 0 is all.
    part = models.PositiveSmallIntegerField("Mỗi lần", default=0)
    state = models.CharField(
        "Trạng thái",
        max_length=8,
        choices=SendingState.choices,
        default=SendingState.WAITING,
    )
    tries = models.PositiveSmallIntegerField("Số lần thử", default=0)
    next_try_at = models.DateTimeField("Thử lúc")
    lease = models.UUIDField("Người gửi", null=True)
    leased_until = models.DateTimeField("Giữ đến", null=True)
    sent_at = models.DateTimeField("Gửi lúc", null=True)
    answer = models.CharField("Trả lời", max_length=200, blank=True)

    objects = SendingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subscription", "state", "id"], name="sending_waiting"),
            models.Index(
                fields=["next_try_at"],
                condition=Q(state="waiting"),
                name="sending_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id}/{self.pk}"


class ReleasedToken(Record):
    """Mã trang đã trả: a token of a page that its holder has given back."""

    digest = models.CharField("Dấu", max_length=64, unique=True)

    def __str__(self) -> str:
        return self.digest[:12]
