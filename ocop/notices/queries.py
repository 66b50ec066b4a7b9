"""Questions about notices."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

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


def told_to(keys: Iterable[str], *, since: datetime | None = None) -> dict[str, set[int]]:
    """Return who was told what, by the keys of notices, from ``since`` on; one query for all."""
    found: dict[str, set[int]] = defaultdict(set)
    notices = Notice.objects.filter(key__in=list(keys))
    if since is not None:
        notices = notices.filter(created_at__gte=since)
    for key, user in notices.values_list("key", "user_id"):
        found[key].add(user)
    return found
