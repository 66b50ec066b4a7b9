"""From a query string, or the body of a named query, to one and the same question. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from ocop.epcis.asking.conditions import Order, Question
from ocop.epcis.asking.names import PLACES, Takes, parameter_of
from ocop.epcis.asking.readings import Said, refuse, undefined
from ocop.epcis.columns import kept
from ocop.epcis.context import STANDARD, expanded, namespaces_of
from ocop.epcis.problems import Kind, Problem, Unreadable

CONTROLS: Final = ("orderBy", "orderDirection", "eventCountLimit", "maxEventCount")
COUNTS: Final = ("eventCountLimit", "maxEventCount")
MOST_PARAMETERS: Final = 60
MOST_VALUES: Final = 1000
LONGEST_VALUE: Final = 2000
ORDERS: Final = {"eventTime": "time", "recordTime": "recorded_at"}
PREFIX: Final = re.compile(r"\s*([A-Za-z][A-Za-z0-9._-]{0,59})\s*=\s*([^\s,;\"<>]{1,400})\s*")


def namespaces_in(header: str) -> dict[str, str]:
    """Return the prefixes that a GS1-Extensions header defines, with those of the standard."""
    found = dict(STANDARD)
    for part in header.split(","):
        if not part.strip():
            continue
        if not (pair := PREFIX.fullmatch(part)):
            raise refuse("GS1-Extensions", f"{part.strip()[:80]} is not written prefix=URI.")
        found[pair[1]] = pair[2]
    return found


def read_query(pairs: Iterable[tuple[str, str]], names: Mapping[str, str]) -> Question:
    """Return the question of a query string, whose lists are written with pipes."""
    texts: dict[str, tuple[str, ...]] = {}
    for name, text in pairs:
        texts[name] = (*texts.get(name, ()), *text.split("|"))
    return question_of(texts, names)


def read_body(body: Any, names: Mapping[str, str] = STANDARD) -> Question:
    """Return the question of a named query's body, whose lists are lists."""
    if not isinstance(body, dict):
        problem = Problem(
            Kind.QUERY_VALIDATION, "The query cannot be read", "query is no JSON object.", None,
            "query",
        )  # fmt: skip
        raise Unreadable(problem)
    known = {**names, **namespaces_of(body["@context"])} if "@context" in body else names
    asked = {name: value for name, value in body.items() if name != "@context"}
    return question_of({name: _texts(name, asked[name], known) for name in asked}, known)


def question_of(texts: Mapping[str, tuple[str, ...]], names: Mapping[str, str]) -> Question:
    """Return the question that parameters ask; refused with the name of the first wrong one."""
    if len(texts) > MOST_PARAMETERS or sum(map(len, texts.values())) > MOST_VALUES:
        raise _too_complex()
    conditions = []
    for name, given in texts.items():
        if name in CONTROLS:
            continue
        said = _checked(name, given, names)
        if (condition := parameter_of(name, names).condition(said)) is not None:
            conditions.append(condition)
    controls = {name: _checked(name, texts[name], names) for name in CONTROLS if name in texts}
    return _controlled(tuple(conditions), controls, names)


def _checked(name: str, texts: tuple[str, ...], names: Mapping[str, str]) -> Said:
    """Return a parameter whose values can be kept and compared."""
    for text in texts:
        if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
            raise refuse(name, "holds a letter that no text can hold.")
        if len(text) > LONGEST_VALUE:
            raise refuse(name, f"is longer than {LONGEST_VALUE} letters.")
        if not text and not name.startswith("EXISTS_"):
            raise refuse(name, "has an empty value.")
    return Said(name, texts, names)


def _controlled(
    conditions: tuple[Any, ...], controls: Mapping[str, Said], names: Mapping[str, str]
) -> Question:
    """Add order and bounds, of which some exclude each other (EPCIS 2.0, 8.2.7.1)."""
    limit, most = controls.get("eventCountLimit"), controls.get("maxEventCount")
    if limit and most:
        raise refuse("eventCountLimit", "excludes maxEventCount.")
    if limit and "orderBy" not in controls:
        raise refuse("eventCountLimit", "needs orderBy.")
    return Question(
        conditions,
        _order(controls, names),
        limit=limit.whole(1) if limit else None,
        most=most.whole(0) if most else None,
    )


def _order(controls: Mapping[str, Said], names: Mapping[str, str]) -> Order | None:
    direction = controls.get("orderDirection")
    told = direction.one() if direction else "DESC"
    if told not in {"ASC", "DESC"}:
        raise refuse("orderDirection", f"{told[:80]} is neither ASC nor DESC.")
    if "orderBy" not in controls:
        return None
    by = controls["orderBy"].one()
    descending = told == "DESC"
    if by in ORDERS:
        return Order(ORDERS[by], descending=descending)
    return _by_extension(by, names, descending=descending)


def _by_extension(by: str, names: Mapping[str, str], *, descending: bool) -> Order:
    """Return the order by an extension's field, named as EQ_ names it."""
    area = next((area for area in PLACES if area and by.startswith(area)), "")
    short = by.removeprefix(area)
    prefix, colon, rest = short.partition(":")
    if not colon or not rest:
        raise refuse("orderBy", f"{by[:80]} is not eventTime, recordTime or an extension's field.")
    if prefix not in names and not rest.startswith("//") and prefix != "urn":
        raise undefined("orderBy", prefix)
    return Order("", PLACES[area], kept(expanded(short, names)), descending)


def _texts(name: str, value: Any, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return a value of a JSON body as texts; refused where the schema wants another shape."""
    if name in CONTROLS:
        return (_number(name, value) if name in COUNTS else _plain(name, value),)
    takes = parameter_of(name, names).takes
    if takes is Takes.NUMBER:
        return (_number(name, value),)
    if takes is Takes.FLAG and value is None:
        return ("",)
    if isinstance(value, list):
        if takes not in {Takes.LIST, Takes.NUMBERS, Takes.ANY} or not value:
            raise _shape(name, takes)
        read = _number if takes is Takes.NUMBERS else _plain
        return tuple(read(name, item) for item in value)
    if takes in {Takes.LIST, Takes.NUMBERS}:
        raise _shape(name, takes)
    return (_plain(name, value),)


def _number(name: str, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _shape(name, Takes.NUMBER)
    return str(value)


def _plain(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise _shape(name, Takes.ANY)


def _shape(name: str, takes: Takes) -> Unreadable:
    return refuse(name, f"takes {takes}.", Kind.QUERY_VALIDATION)


def _too_complex() -> Unreadable:
    detail = f"More than {MOST_PARAMETERS} parameters or {MOST_VALUES} values were given."
    return Unreadable(Problem(Kind.QUERY_TOO_COMPLEX, "The query is too complex", detail))
