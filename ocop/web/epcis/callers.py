"""Who asks the repository: a program by its key, a person by their session, or anybody."""

from dataclasses import dataclass, field

from django.conf import settings

from ocop.accounts.keys import find_key
from ocop.accounts.models import ApiKey, Scope
from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.epcis.access import ANYBODY, EVERYTHING, Capturer, Reader
from ocop.epcis.identifiers import canonical
from ocop.epcis.problems import Kind, Problem
from ocop.registry.access import my_producers, producers_for
from ocop.trace.events import party_uri
from ocop.web.epcis.answers import Stop
from ocop.web.middleware import is_signed_in

SAFE = {"GET", "HEAD", "OPTIONS"}
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="EPCIS"'}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, what they may see, for whom they may write, and with which powers."""

    reader: Reader = ANYBODY
    capturer: Capturer = field(default_factory=Capturer)
    scopes: frozenset[str] = frozenset({Scope.QUERY})
    is_known: bool = False
    # The key's name, where it is a program.
    key: str = ""


STRANGER = Caller()


def caller_of(request) -> Caller:
    """Return who asks; refused with 401 for a key that is not good."""
    shown = request.headers.get("Authorization")
    if shown is not None:
        return _program(request, shown)
    if is_signed_in(request):
        return _person(request)
    return STRANGER


def allowed(caller: Caller, scopes: frozenset[str], *, is_open: bool, is_writing: bool) -> None:
    """Refuse who has none of the scopes: with 401 a stranger, with 403 who is known.

    A session never writes here: people have their own doors, and what another site makes their
    browser send is refused with it.
    """
    if not caller.is_known:
        if is_open:
            return
        raise _unknown("Send a key: Authorization: Bearer KEY.")
    if not scopes & caller.scopes or (is_writing and not caller.key):
        needed = " or ".join(sorted(scopes))
        detail = f"This needs a key with the scope {needed}."
        raise Stop(Problem(Kind.SECURITY, "Access to resource forbidden", detail), 403)


def _program(request, shown: str) -> Caller:
    method, _, secret = shown.partition(" ")
    key = find_key(secret.strip(), request.act.day) if method.lower() == "bearer" else None
    if key is None:
        raise _unknown("The key is unknown, revoked or expired.")
    return Caller(
        reader=_reader_of(key),
        capturer=Capturer(
            party=key.party,
            province=int(key.province.code) if key.province else 0,
            key=key.name,
        ),
        scopes=frozenset(key.scopes),
        is_known=True,
        key=key.name,
    )


def _reader_of(key: ApiKey) -> Reader:
    if key.party:
        return _reader([key.party])
    if key.province is not None:
        return Reader(provinces=frozenset({int(key.province.code)}))
    return EVERYTHING


def _reader(codes, provinces=frozenset(), *, is_named=True) -> Reader:
    names = {canonical(party_uri(settings.SITE_URL, code)) for code in codes} if is_named else ()
    return Reader(provinces=provinces, parties=frozenset(codes), names=frozenset(names))


def _person(request) -> Caller:
    user, day = request.user, request.act.day
    own = list(my_producers(user, day).values_list("code", flat=True))
    reader = _reader(own) if own else _officer(user, day)
    return Caller(reader, scopes=frozenset({Scope.QUERY}), is_known=True)


def _officer(user, day) -> Reader:
    """Return what an officer sees: their province, the producers of their commune, or all."""
    held = posts(user, day).giving(Permission.EDIT_REGISTRY)
    if any(post.province_id is None for post in posts(user, day).giving(Permission.RECORD_CENTRAL)):
        return EVERYTHING
    provinces = {int(post.province.code) for post in held if post.province and not post.commune_id}
    provinces |= {
        int(post.province.code)
        for post in posts(user, day).giving(Permission.DECIDE)
        if post.province
    }
    if not provinces and any(post.commune_id for post in held):
        there = producers_for(user, Permission.EDIT_REGISTRY, day)
        return _reader(list(there.values_list("code", flat=True)), is_named=False)
    return Reader(provinces=frozenset(provinces))


def _unknown(detail: str) -> Stop:
    return Stop(Problem(Kind.SECURITY, "Unauthorised request", detail), 401, CHALLENGE)
