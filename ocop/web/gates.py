"""Who may open a page: every view says so at its door, and a house test reads it."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.utils.functional import SimpleLazyObject

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import permissions_of


def public(view: Callable) -> Callable:
    """Let anyone in."""
    view.gate = "public"
    return view


def signed_in(view: Callable) -> Callable:
    """Let in whoever is signed in; which rows they reach is for ``access`` to say."""
    return guarded(view, "signed-in", lambda request: True)


def requires(permission: Permission) -> Callable[[Callable], Callable]:
    """Let in whoever holds ``permission`` somewhere today; where, is for ``access`` to say."""
    return lambda view: guarded(view, permission, lambda held: permission in held)


def guarded(view: Callable, gate: str, allows: Callable) -> Callable:
    """Wrap ``view``: strangers sign in first, people without the power get a 403 page."""

    @wraps(view)
    def door(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        request.user.known_posts = {}
        request.permissions = SimpleLazyObject(
            lambda: permissions_of(request.user, request.act.day)
        )
        if not allows(request.permissions):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    door.gate = gate
    return door
