"""What a person may do, and where."""

from datetime import date, timedelta

from django.db.models import QuerySet

from ocop.accounts.models import (
    AccessReview,
    ApiKey,
    Membership,
    MembershipQuerySet,
    SavedView,
    User,
)
from ocop.accounts.permissions import HELD_BY, Permission, Role
from ocop.kernel.act import VIETNAM
from ocop.places.models import Commune, Province

# The security level that the system asks for: look through who holds what twice a year, and at
# whoever has not come for 45 days.
REVIEW_EVERY = timedelta(days=182)
IDLE_AFTER = timedelta(days=45)


def posts(user: User, day: date) -> MembershipQuerySet:
    """Return the posts that ``user`` holds on ``day``, with their places.

    During a request they are asked for once: the door keeps them on its user.
    """
    held = user.memberships.all().held_on(day).select_related("province", "commune")
    if user.known_posts is None:
        return held
    if day not in user.known_posts:
        len(held)  # reads them
        user.known_posts[day] = held
    return user.known_posts[day]


def permissions_of(user: User, day: date) -> frozenset[Permission]:
    """Return every power that ``user`` holds somewhere on ``day``."""
    return frozenset().union(*(HELD_BY[Role(post.role)] for post in posts(user, day)))


def officers_of(
    *,
    day: date,
    commune: Commune | None = None,
    province: Province | None = None,
    permission: Permission | None = None,
) -> QuerySet[User]:
    """Return whoever holds a post on ``day`` in just this commune, this province, or the ministry.

    Without a place it is the posts of the whole country; ``permission`` keeps those whose role
    holds it. A province's officers are not those of its communes. Closed accounts are left out.
    """
    held = Membership.objects.held_on(day).filter(commune=commune)
    if commune is None:
        held = held.filter(province=province)
    if permission is not None:
        held = held.giving(permission)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")


def provinces_held(user: User, permission: Permission, day: date) -> QuerySet[Province]:
    """Return the provinces in which a post gives ``permission``; a nationwide one gives all."""
    if is_nationwide(user, permission, day):
        return Province.objects.all()
    held = posts(user, day).giving(permission)
    return Province.objects.filter(pk__in=[post.province_id for post in held])


def is_nationwide(user: User, permission: Permission, day: date) -> bool:
    """Tell whether a post without a place gives ``permission``."""
    return any(post.province_id is None for post in posts(user, day).giving(permission))


def keys_for(user: User, permission: Permission, day: date) -> QuerySet[ApiKey]:
    """Return the keys of the provinces of ``user``; of a nationwide post also those of none."""
    if is_nationwide(user, permission, day):
        return ApiKey.objects.all()
    return ApiKey.objects.filter(province__in=provinces_held(user, permission, day))


def views_of(user: User, path: str) -> QuerySet[SavedView]:
    """Return the views that ``user`` keeps of one list, by their names."""
    return SavedView.objects.filter(user=user, path=path).order_by("name")


def review_due(day: date) -> date:
    """Return the day by which all posts are to be looked through; ``day`` where none ever was."""
    newest = AccessReview.objects.first()
    return newest.done_on + REVIEW_EVERY if newest else day


def is_idle(user: User, day: date) -> bool:
    """Tell whether ``user`` has not signed in for so long that the post should be looked at."""
    seen = user.last_login or user.created_at
    return seen.astimezone(VIETNAM).date() <= day - IDLE_AFTER
