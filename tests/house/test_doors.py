"""Every address says who may open it, and keeps its word for every role."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ocop.accounts.permissions import HELD_BY, Permission, Role
from tests import cast
from tests.moment import NOW

# The library's own pages around signing in; who may see them is the library's business.
LIBRARIES = ("allauth.", "django.views.i18n", "django.views.static")
# An address needs values; rows with these do not exist, so an open door shows 404.
NOWHERE = {
    "int": "999999999", "str": "khong-co", "slug": "khong-co", "path": "khong-co",
    "digital_link": "01/09506000134352", "compressed": "AQnYUc1gmg",
}  # fmt: skip


def walk(patterns, prefix=""):
    """Yield every address with its view."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address, pattern.callback


def gate_of(view, method="get"):
    """Return what a view says at its door, or nothing; programs are told so for each method."""
    return getattr(view, "gates", {}).get(method, getattr(view, "gate", None))


def ungated(patterns):
    """Name the addresses whose views do not say who may open them."""
    return [
        address
        for address, view in walk(patterns)
        if gate_of(view) is None and not view.__module__.startswith(LIBRARIES)
    ]


def test_every_address_says_who_may_open_it():
    assert ungated(get_resolver().url_patterns) == []


def filled(address):
    """Put values into an address that lead to no row; a path of our own becomes a real path."""
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: NOWHERE[found[1] or "str"], address)


def verdict(response):
    """Say in one word what a door did."""
    if response.status_code == 302 and response["Location"].startswith(login_address()):
        return "sign in first"
    if response.status_code == 401:
        return "sign in first"
    return "forbidden" if response.status_code == 403 else "open"


def login_address():
    """Return the address of the sign-in page."""
    return reverse("account_login")


def expected(gate, role, *, is_signed_in):
    """Say what the table of powers promises for a gate."""
    if gate == "public":
        return "open"
    if not is_signed_in:
        return "sign in first"
    if gate == "key":
        return "forbidden"
    holds = gate == "signed-in" or (role is not None and gate in HELD_BY[role])
    return "open" if holds else "forbidden"


PEOPLE = {
    "nobody": (None, None),
    "a stranger": (cast.stranger, None),
    "a producer's head": (cast.hoa, None),
    "the commune's officer": (cast.lan, Role.COMMUNE_OFFICER),
    "the province's officer": (cast.tung, Role.PROVINCE_OFFICER),
    "the province's leader": (cast.leader, Role.PROVINCE_LEADER),
    "the ministry's officer": (cast.ministry, Role.MINISTRY_OFFICER),
    "the administrator": (cast.administrator, Role.ADMINISTRATOR),
}


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", PEOPLE)
def test_every_door_keeps_its_word(client, monkeypatch, who, method):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    person, role = PEOPLE[who]
    if person:
        client.force_login(person())

    broken = {}
    for address, view in walk(get_resolver().url_patterns):
        if (gate := gate_of(view, method)) is None:
            continue
        if method.upper() not in getattr(view, "methods", {"GET", "POST"}):
            gate = "public"
        response = getattr(client, method)(filled(address))
        promised = expected(gate, role, is_signed_in=bool(person))
        if verdict(response) != promised or response.status_code >= 500:
            broken[address] = f"{promised} was promised, {response.status_code} was answered"

    assert broken == {}


def test_every_role_and_every_gate_is_walked():
    gates = {gate_of(view) for _, view in walk(get_resolver().url_patterns)} - {None}

    assert {role for _, role in PEOPLE.values()} >= set(Role)
    assert gates - {"public", "signed-in", "key"} <= set(Permission)
