"""The form of a document and its events: members, types, words and formats of EPCIS 2.0.

A document is checked without its events, and each event by the form of its type, so that a fault
is told once, at its event and field.
"""

from functools import lru_cache
from itertools import islice
from typing import Any

import orjson
from jsonschema_rs import Draft202012Validator, ValidationError

from ocop.epcis.documents import Document, Event
from ocop.epcis.forms import TYPES, document_schema, event_schema
from ocop.epcis.problems import Problem, invalid, shown

# More faults than this help nobody, and cost the time to write them; but each event that has one
# is named with its first.
MOST = 100
_LOOKED_THROUGH = 100_000


def faults(document: Document) -> list[Problem]:
    """Return what breaks the form of EPCIS 2.0, each with its event and field.

    Every event that is not in its form is among them, up to ``MOST`` faults with all of its own.
    """
    if document.is_bare:
        found = _of_event(document.whole, None, MOST)
        if "@context" not in document.whole:
            told = "@context is missing: it says which names are used."
            found.insert(0, invalid(told, "/@context"))
        return found
    found = _of_envelope(document)
    for at, event in enumerate(document.events):
        found += _of_event(event, at, MOST - len(found))
    return found


def event_faults(event: Event, at: int | None = None) -> list[Problem]:
    """Return what breaks the form of one event, whatever stands around it."""
    return _of_event(event, at, MOST)


def _of_envelope(document: Document) -> list[Problem]:
    validator, envelope = _validator(document.type), _without_events(document.whole)
    if validator.is_valid(envelope):
        return []
    return [_problem(error, None) for error in _errors(validator, envelope, MOST)]


def _of_event(event: Event, at: int | None, most: int) -> list[Problem]:
    kind = event.get("type")
    validator = _validator(kind if isinstance(kind, str) and kind in TYPES else "")
    if validator.is_valid(event):
        return []
    return [_problem(error, at, event) for error in _errors(validator, event, max(1, most))]


def _errors(
    validator: Draft202012Validator, value: dict[str, Any], most: int
) -> list[ValidationError]:
    """Return what is wrong with a value; of a large one the first fault alone.

    All faults are gathered before the first is told, and each holds a copy of what it is about.
    """
    if len(orjson.dumps(value)) <= _LOOKED_THROUGH:
        return list(islice(validator.iter_errors(value), most))
    try:
        validator.validate(value)
    except ValidationError as first:
        return [first]
    return []


@lru_cache(maxsize=8)
def _validator(kind: str) -> Draft202012Validator:
    is_document = kind.startswith("EPCIS")
    schema = document_schema(kind) if is_document else event_schema(kind or None)
    return Draft202012Validator(schema, validate_formats=True)


def _without_events(whole: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _without_events(value)
        if name in {"epcisBody", "queryResults", "resultsBody"} and isinstance(value, dict)
        else ([] if name == "eventList" and isinstance(value, list) else value)
        for name, value in whole.items()
    }


def _problem(error: ValidationError, at: int | None, event: Event | None = None) -> Problem:
    path = [str(step) for step in error.instance_path]
    said = error.kind.as_dict()
    if error.kind.name == "required":
        path.append(str(said.get("property", "")))
    return invalid(_told(error, said, path, event), pointer(path), at)


def pointer(path: list[str]) -> str:
    """Return a JSON pointer (RFC 6901)."""
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in path)


def _told(error: ValidationError, said: dict[str, Any], path: list[str], event: Any) -> str:
    name = next((step for step in reversed(path) if not step.isdigit()), "The object")
    kind = error.kind.name
    if kind == "anyOf" and event is not None and not error.instance_path:
        return _of_the_event(error, event)
    if kind in _OF_VALUES:
        return _OF_VALUES[kind].format(name=name, value=shown(error.instance))
    if kind == "format":
        return f"{shown(error.instance)} is no {_FORMATS.get(str(said['format']), 'value')}."
    if kind == "propertyNames":
        own = shown(said["error"].instance)
        return f"{name} has a member {own} that is not the standard's and has no prefix."
    if kind == "additionalProperties":
        return f"{name} may not have the member {shown(said['unexpected'][0])}."
    return _OF_NAMES.get(kind, "{name} has not the form that the standard says.").format(name=name)


_FORMATS = {"uri": "URI", "date-time": "date and time with a zone, such as 2026-10-05T10:00:00Z"}
_OF_VALUES = {
    "enum": "{value} is none of the values that {name} may have.",
    "anyOf": "{value} is neither a word of the standard for {name} nor a URI.",
    "not": "{name} takes the standard's words bare, which {value} is not.",
    "pattern": "{value} has not the form of {name}.",
}
_OF_NAMES = {
    "required": "{name} is missing.",
    "minItems": "{name} is empty.",
    "uniqueItems": "{name} holds the same thing twice.",
    "type": "{name} is of another type than the standard says.",
}


def _of_the_event(error: ValidationError, event: Event) -> str:
    rules = TYPES.get(str(event.get("type")), {}).get("also", [])
    place = next((step for step in error.schema_path if isinstance(step, int)), len(rules))
    says = rules[place].get("says") if place < len(rules) else None
    return str(says or "The event lacks what its type must name.")
