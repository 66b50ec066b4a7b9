"""Answers page by page: each page begins behind the last event of the one before it.

A page is found by the key of an event and not by counting, so that what is captured meanwhile
neither repeats an event nor hides one. The token is signed, and good for an hour and one question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from django.core import signing
from django.db.models import Q, QuerySet

from ocop.epcis.asking.conditions import Below, Moment, Named, OneOf, Order, Question
from ocop.epcis.asking.fetching import fetched
from ocop.epcis.asking.readings import Said, refuse
from ocop.epcis.models import Event, Fact, ReleasedToken
from ocop.epcis.problems import Kind, Problem, Unreadable

PER_PAGE: Final = 30
MOST_PER_PAGE: Final = 1000
GOOD_FOR: Final = timedelta(hours=1)
SALT: Final = "ocop.epcis.page"
# An order by a field of an extension is made in memory.
MOST_SORTED: Final = 20_000
CHUNK: Final = 500
# Columns that an index leads to by time.
BY_TIME: Final = frozenset({"biz_step", "biz_location", "read_point"})
# Times that an index leads to by themselves.
TIMES: Final = frozenset({"time", "recorded_at"})

Key = list[Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """Which page is asked for: of how many, and behind which key."""

    per_page: int = PER_PAGE
    token: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some events, and how to ask for those that follow."""

    events: list[Event]
    token: str = ""
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """What a token says: behind which key, and how many events are still wanted."""

    key: Key | None = None
    left: int | None = None


def turn_of(texts: Mapping[str, str]) -> Turn:
    """Return which page is asked for; refused where its size is no number from 1 on."""
    size = PER_PAGE
    if "perPage" in texts:
        size = min(Said("perPage", (texts["perPage"],), {}).whole(1), MOST_PER_PAGE)
    return Turn(size, texts.get("nextPageToken", ""))


def page(events: QuerySet[Event], question: Question, turn: Turn, at: datetime) -> Page:
    """Return one page of the events in the order asked for.

    Refused with a token that has expired or belongs to another question, and where there are more
    events than ``maxEventCount`` allows.
    """
    asked = sha256(repr(question).encode()).hexdigest()[:24]
    place = _place(turn.token, asked, at) if turn.token else _Place(left=question.limit)
    if question.most is not None and not turn.token:
        _count(events, question.most)
    size = turn.per_page if place.left is None else min(turn.per_page, place.left)
    if question.order and not question.order.by:
        found, keys = _by_fact(events, question.order, place.key, size + 1)
    else:
        found, keys = _by_column(events, question, place.key, size + 1)
    left = None if place.left is None else place.left - size
    if len(found) <= size or left == 0:
        return Page(found[:size])
    expires = (at + GOOD_FOR).replace(microsecond=0)
    return Page(found[:size], _token(asked, keys[size - 1], left, expires), expires)


def token_of(about: str, key: Key, at: datetime) -> tuple[str, datetime]:
    """Return the token of a place in any list, and until when it is good."""
    expires = (at + GOOD_FOR).replace(microsecond=0)
    return _token(about, key, None, expires), expires


def opened(token: str, about: str, at: datetime) -> Key:
    """Return the key in a token of any list; refused where it is not of this list, or too old."""
    return _place(token, about, at).key or []


def is_token(token: str) -> bool:
    """Tell whether a text is a token that we have given out, however long ago."""
    try:
        return isinstance(signing.loads(token, salt=SALT), list)
    except signing.BadSignature:
        return False


def _token(asked: str, key: Key, left: int | None, expires: datetime) -> str:
    return signing.dumps([asked, key, left, int(expires.timestamp())], salt=SALT, compress=True)


def _place(token: str, asked: str, at: datetime) -> _Place:
    try:
        about, key, left, expires = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise refuse("nextPageToken", "is none that was given out here.") from None
    if about != asked:
        raise refuse("nextPageToken", "belongs to another query.")
    if at.timestamp() > expires or _is_released(token):
        raise refuse("nextPageToken", "has expired; ask for the first page again.")
    return _Place(key, left)


def _is_released(token: str) -> bool:
    return ReleasedToken.objects.filter(digest=sha256(token.encode()).hexdigest()).exists()


def _count(events: QuerySet[Event], most: int) -> None:
    if len(events.order_by().values_list("id", flat=True)[: most + 1]) > most:
        detail = f"More than {most} events fit, which is what maxEventCount allows."
        raise Unreadable(
            Problem(Kind.QUERY_TOO_LARGE, "Too many events", detail, field="maxEventCount")
        )


def _by_column(
    events: QuerySet[Event], question: Question, key: Key | None, size: int
) -> tuple[list[Event], list[Key]]:
    column, descending = _leading(question)
    sign_ = "-" if descending else ""
    if key is not None:
        events = events.filter(_behind(column, key, descending=descending))
    order = ["id"] if column == "id" else [column, "id"]
    found = fetched(events.order_by(*(sign_ + name for name in order))[:size], question)
    if column == "id":
        return found, [[event.id] for event in found]
    return found, [[getattr(event, column).isoformat(), event.id] for event in found]


def _leading(question: Question) -> tuple[str, bool]:
    """Return the column that orders the answer; where none is asked for, one that is at hand."""
    if question.order:
        return question.order.by, question.order.descending
    for asked in question.conditions:
        if isinstance(asked, Named) or (
            isinstance(asked, OneOf | Below) and asked.column in BY_TIME
        ):
            return "time", True
    for asked in question.conditions:
        if isinstance(asked, Moment) and asked.column in TIMES:
            return asked.column, True
    return "id", True


def _behind(column: str, key: Key, *, descending: bool) -> Q:
    beyond = "lt" if descending else "gt"
    if column == "id":
        return Q(**{f"id__{beyond}": key[0]})
    moment = datetime.fromisoformat(key[0])
    return Q(**{f"{column}__{beyond}e": moment}) & (
        Q(**{f"{column}__{beyond}": moment}) | Q(**{f"id__{beyond}": key[1]})
    )


def _by_fact(
    events: QuerySet[Event], order: Order, key: Key | None, size: int
) -> tuple[list[Event], list[Key]]:
    """Order by a field of an extension; events without it come last, whichever way."""
    ids = list(events.order_by().values_list("id", flat=True)[: MOST_SORTED + 1])
    if len(ids) > MOST_SORTED:
        detail = f"More than {MOST_SORTED} events cannot be ordered by an extension's field."
        raise Unreadable(Problem(Kind.QUERY_TOO_LARGE, "Too many events", detail, field="orderBy"))
    said = _said(ids, order)
    having = sorted(said, key=lambda id_: (said[id_], id_), reverse=order.descending)
    every = [*having, *sorted(set(ids) - set(said))]
    start = every.index(key[0]) + 1 if key and key[0] in said.keys() | set(ids) else 0
    wanted = every[start : start + size]
    found = {event.id: event for event in events.filter(id__in=wanted)}
    rows = [found[id_] for id_ in wanted if id_ in found]
    return rows, [[event.id] for event in rows]


def _said(ids: Sequence[int], order: Order) -> dict[int, tuple[int, Any]]:
    """Return what each event says at the field, so that values of one kind compare."""
    said: dict[int, tuple[int, Any]] = {}
    for at in range(0, len(ids), CHUNK):
        facts = Fact.objects.filter(
            event__in=ids[at : at + CHUNK], kind=order.place, name=order.name
        ).order_by("event", "place")
        for fact in facts.only("event", "text", "number", "moment"):
            if (value := _comparable(fact)) is not None:
                said.setdefault(fact.event, value)
    return said


def _comparable(fact: Fact) -> tuple[int, Any] | None:
    if fact.number is not None:
        return 0, fact.number
    if fact.moment is not None:
        return 1, fact.moment
    return (2, fact.text) if fact.text else None
