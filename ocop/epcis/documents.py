"""Reading what is captured: a document of events, a document of answers, or a bare event.

EPCIS 2.0, 10: JSON-LD. What a repository could not keep, or two readers could read differently,
is refused here, before anything looks at its meaning.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import orjson

from ocop.epcis.context import STANDARD, namespaces_of
from ocop.epcis.problems import Kind, Problem, Unreadable, shown

Event = dict[str, Any]
LARGEST = 20 * 1024 * 1024
DEEPEST = 40
MOST_PREFIXES = 500
# A published example of the standard says its event id twice: the last one counts, as in ECMA-404
# readers. It is no part of what an event says.
TWICE = "eventID"
_BLANK = b" \t\r\n"


@dataclass(frozen=True, slots=True)
class Document:
    """What was read: the events as they were captured, and what the document says around them."""

    whole: dict[str, Any]
    events: list[Event]
    namespaces: dict[str, str]
    header: dict[str, Any] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """Return EPCISDocument, EPCISQueryDocument, or the type of the bare event."""
        return str(self.whole.get("type", ""))

    @property
    def is_bare(self) -> bool:
        """Tell whether the document is one event."""
        return self.type not in {"EPCISDocument", "EPCISQueryDocument"}

    @property
    def context(self) -> Any:
        """Return the JSON-LD context as it was captured."""
        return self.whole.get("@context")

    def namespaces_for(self, event: Event) -> dict[str, str]:
        """Return the prefixes in an event: the document's, and those of its own context."""
        if self.is_bare or "@context" not in event:
            return self.namespaces
        return {**self.namespaces, **namespaces_of(event["@context"])}

    @property
    def master_data(self) -> list[dict[str, Any]]:
        """Return the vocabularies in the header (EPCIS 2.0, 8.1)."""
        data = self.header.get("epcisMasterData")
        listed = data.get("vocabularyList") if isinstance(data, dict) else None
        return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def read(data: bytes, *, largest: int = LARGEST) -> Document:
    """Return the document in a text.

    Refused (``Unreadable``) when it is larger or deeper than we take, when it is no JSON in
    UTF-8, says a member twice, holds NUL, or is no object with its events where they belong.
    """
    if len(data) > largest:
        raise _too_large(largest)
    return document_of(parsed(data))


def document_of(whole: Any) -> Document:
    """Return the document in a parsed text.

    Refused when its events are not where they belong, or its context defines prefixes without end.
    """
    if not isinstance(whole, dict):
        raise _unreadable("The body is not a JSON object.")
    events = _events(whole)
    for one in (whole, *events):
        # GS1's own context, and as many prefixes, each in a part of its own.
        if isinstance(listed := one.get("@context"), list) and len(listed) > MOST_PREFIXES + 1:
            raise _unreadable(f"A context has more than {MOST_PREFIXES + 1} parts.", "/@context")
    namespaces = namespaces_of(whole.get("@context"))
    if len(namespaces) > len(STANDARD) + MOST_PREFIXES:
        raise _unreadable(f"The context defines more than {MOST_PREFIXES} prefixes.", "/@context")
    header = whole.get("epcisHeader")
    return Document(
        whole=whole,
        events=events,
        namespaces=namespaces,
        header=header if isinstance(header, dict) else {},
    )


def parsed(data: bytes) -> Any:
    """Return the value of a JSON text; refused when two readers could read it differently."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as wrong:
        raise _unreadable(f"The body is not JSON in UTF-8: {wrong}.") from wrong
    # So few brackets cannot stand inside each other too often.
    if data.count(b"{") + data.count(b"[") > DEEPEST:
        _check_depth(value)
    _check_members(data, value)
    if b"\\u0000" in data and b"\\u0000" in orjson.dumps(value):
        _check_nul(value)
    return value


def _events(whole: dict[str, Any]) -> list[Event]:
    kind = whole.get("type")
    if kind == "EPCISDocument":
        path = ["epcisBody", "eventList"]
    elif kind == "EPCISQueryDocument":
        path = ["epcisBody", "queryResults", "resultsBody", "eventList"]
    else:
        return [whole]
    place: Any = whole
    for at, step in enumerate(path):
        place = place.get(step) if isinstance(place, dict) else None
        if place is None:
            raise _unreadable("The document has no list of events.", "/" + "/".join(path[: at + 1]))
    if not isinstance(place, list):
        raise _unreadable("The list of events is not a list.", "/" + "/".join(path))
    for at, event in enumerate(place):
        if not isinstance(event, dict):
            raise _unreadable("The event is not an object.", event=at)
    return place


def _check_depth(value: Any) -> None:
    level: list[Any] = [value] if isinstance(value, dict | list) else []
    for _ in range(DEEPEST):
        if not level:
            return
        level = [
            child
            for one in level
            for child in (one.values() if type(one) is dict else one)
            if type(child) is dict or type(child) is list
        ]
    if level:
        raise _unreadable(f"The body is nested deeper than {DEEPEST} levels.")


def _check_members(data: bytes, value: Any) -> None:
    # A member said twice is read once, so that what is written again has fewer ends of names.
    # Escaped characters could hide such an end: then each member is looked at.
    if b"\\u00" not in data:
        ends = data.translate(None, _BLANK).count(b'":')
        if ends == orjson.dumps(value).translate(None, _BLANK).count(b'":'):
            return
    json.loads(data, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        for name, times in Counter(name for name, _ in pairs).items():
            if times > 1 and name != TWICE:
                raise _unreadable(f"The member {shown(name)} is said twice in one object.")
    return found


def _check_nul(value: Any) -> None:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting.extend(one)
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, str) and "\0" in one:
            raise _unreadable("A text holds the character NUL, which cannot be kept.")


def _unreadable(detail: str, field: str = "", event: int | None = None) -> Unreadable:
    title = "The body cannot be read"
    return Unreadable(Problem(Kind.VALIDATION, title, detail, event, field))


def _too_large(largest: int) -> Unreadable:
    detail = f"The body is larger than {largest} bytes. Send it in several documents."
    return Unreadable(Problem(Kind.CAPTURE_LIMIT, "The body is too large", detail))
