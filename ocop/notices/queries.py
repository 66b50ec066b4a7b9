"""Questions about notices."""

from collections.abc import Iterable

from django.db.models import QuerySet

from ocop.accounts.models import User
from ocop.notices.kinds import Channel
from ocop.notices.models import Notice, NoticeQuerySet, Reach


def inbox_of(user: User) -> NoticeQuerySet:
    """Return what was told to ``user``, the newest first."""
    return Notice.objects.filter(user=user).order_by("-created_at", "-pk")


def unread_count(user: User) -> int:
    """Return how many notices ``user`` has not opened; one query over an index of only those."""
    return Notice.objects.filter(user=user).unread().count()


def reach_of(user: User) -> Reach:
    """Return how ``user`` wants to be reached; by e-mail, as long as they have not chosen."""
    return Reach.objects.filter(user=user).first() or Reach(user=user)


def channels_of(users: Iterable[User]) -> dict[int, list[Channel]]:
    """Return the channels that each user chose and can be reached by; one query for all."""
    users = list(users)
    chosen = {reach.user_id: reach for reach in Reach.objects.filter(user__in=users)}
    return {user.pk: _channels(user, chosen.get(user.pk) or Reach(user=user)) for user in users}


def _channels(user: User, reach: Reach) -> list[Channel]:
    wanted = (
        (Channel.EMAIL, reach.by_email and bool(user.email)),
        (Channel.SMS, reach.by_sms),
        (Channel.ZALO, reach.by_zalo),
    )
    return [channel for channel, chosen in wanted if chosen]


def told(keys: Iterable[str]) -> QuerySet[Notice]:
    """Return the notices of these keys, with whom they were told to."""
    return Notice.objects.filter(key__in=list(keys)).select_related("user")
