"""What a person may do, and where."""

from datetime import date

from ocop.accounts.models import MembershipQuerySet, User
from ocop.accounts.permissions import HELD_BY, Permission, Role


def posts(user: User, day: date) -> MembershipQuerySet:
    """Return the posts that ``user`` holds on ``day``, with their places."""
    held = user.memberships.all().held_on(day)
    return held.select_related("province", "commune")


def permissions_of(user: User, day: date) -> frozenset[Permission]:
    """Return every power that ``user`` holds somewhere on ``day``."""
    roles = posts(user, day).values_list("role", flat=True)
    return frozenset().union(*(HELD_BY[Role(role)] for role in roles))
