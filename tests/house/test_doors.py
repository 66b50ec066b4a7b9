"""Every address says who may open it, and keeps its word for every role."""

from django.urls import URLPattern, URLResolver, get_resolver

# The library's own pages around signing in; who may see them is the library's business.
LIBRARIES = ("allauth.", "django.views.i18n", "django.views.static")
# An address needs values; rows with these do not exist, so an open door shows 404.
NOWHERE = {"int": 999_999_999, "str": "khong-co", "slug": "khong-co", "path": "khong-co"}


def walk(patterns, prefix=""):
    """Yield every address with its view."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address, pattern.callback


def gate_of(view):
    """Return what a view says at its door, or nothing."""
    return getattr(view, "gate", None)


def ungated(patterns):
    """Name the addresses whose views do not say who may open them."""
    return [
        address
        for address, view in walk(patterns)
        if gate_of(view) is None and not view.__module__.startswith(LIBRARIES)
    ]


def test_every_address_says_who_may_open_it():
    assert ungated(get_resolver().url_patterns) == []
