"""What every page knows: the day, the site, who looks and at which door."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from ocop.accounts.queries import permissions_of
from ocop.jobs.queries import worth_telling
from ocop.notices.queries import unread_count
from ocop.version import version
from ocop.web.desks import desks_of
from ocop.web.doors import door_of
from ocop.web.middleware import is_signed_in

# The doors that have pages of long work.
WITH_JOBS = {"office", "producer"}


def site(request):
    """Name the door, the day and the site; powers and desks are asked only when shown."""
    known = is_signed_in(request) and hasattr(request, "act")
    act = getattr(request, "act", None)
    door = door_of(request.path)
    return {
        "site_url": settings.SITE_URL,
        "version": version(),
        "now": act.at if act else None,
        "today": act.day if act else None,
        "door": door,
        "signed_in": known,
        "behalf": getattr(request, "behalf", None),
        "permissions": SimpleLazyObject(
            lambda: permissions_of(request.user, act.day) if known else frozenset()
        ),
        "running": SimpleLazyObject(
            lambda: worth_telling(request.user, act.at) if known and door in WITH_JOBS else None
        ),
        "unread": SimpleLazyObject(lambda: unread_count(request.user) if known else 0),
        "desks": SimpleLazyObject(lambda: desks_of(request) if known else []),
    }
