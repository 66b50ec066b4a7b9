"""Around signing in: whose desk is whose, and the page of a locked door."""

from axes.helpers import get_cool_off
from django.conf import settings
from django.shortcuts import redirect, render

from ocop.web.desks import desks_of
from ocop.web.gates import public, signed_in


@signed_in
def desk(request):
    """Go to the person's desk; where they have several, or none, say so."""
    desks = desks_of(request)
    if len(desks) == 1:
        return redirect(desks[0].url)
    return render(request, "account/desks.html", {"desks": desks})


@public
def signing_up(request):
    """Say who opens accounts."""
    return render(request, "account/signup_closed.html")


@public
def forgotten(request):
    """Say who sets a forgotten password anew."""
    return render(request, "account/password_reset.html")


@public
def locked_out(request, *args):
    """Say when to try again after too many wrong passwords."""
    opens_at = request.act.at + get_cool_off(request)
    return render(request, "account/locked.html", {"opens_at": opens_at}, status=429)


def address_of(request) -> str:
    """Return the address that a request came from, through as many proxies as are ours."""
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    hops = [part.strip() for part in told if part.strip()]
    if not settings.PROXIES or len(hops) < settings.PROXIES:
        return request.META.get("REMOTE_ADDR", "")
    return hops[-settings.PROXIES]
