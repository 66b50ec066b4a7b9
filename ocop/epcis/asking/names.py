"""All parameters of the query language: those with fixed names, and the open families. Pure.

EPCIS 2.0, 8.2.7.1: parameters are joined by and, the values of one by or.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

from ocop.epcis import units
from ocop.epcis.asking.conditions import (
    Amount,
    Below,
    Compare,
    Condition,
    Declared,
    Described,
    Measured,
    Moment,
    Named,
    OfType,
    OneOf,
    Present,
    Stated,
    Value,
)
from ocop.epcis.asking.patterns import is_open_class, is_pattern, looks
from ocop.epcis.asking.readings import EVENT_TYPES, Said, refuse, undefined
from ocop.epcis.columns import exact, kept
from ocop.epcis.context import STANDARD, expanded, full_word
from ocop.epcis.identifiers import canonical
from ocop.epcis.indexing import sensed


class Takes(StrEnum):
    """What values a parameter takes, as a body of JSON writes them."""

    LIST = "a list"
    TIME = "a time"
    NUMBER = "a number"
    NUMBERS = "a list of numbers"
    ANY = "a list, a number or a time"
    SIZE = "a number or a time"
    FLAG = "true or nothing"
    TRUTH = "true or false"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: what it takes, and the condition that its values make."""

    takes: Takes
    condition: Callable[[Said], Condition | None]


SENSOR: Final = ("meta", "report")
# Where an extension stands: the name of the place in a parameter, and in the table of facts.
PLACES: Final = {
    "": "field",
    "ILMD_": "ilmd",
    "ERROR_DECLARATION_": "error",
    "SENSORELEMENT_": "element",
    "SENSORMETADATA_": "meta",
    "SENSORREPORT_": "report",
    "readPoint_": "point",
    "bizLocation_": "loc",
}
EXTENSION: Final = re.compile(
    r"(EQ|GT|GE|LT|LE|EXISTS)_(INNER_)?"
    r"(ILMD_|ERROR_DECLARATION_|SENSORELEMENT_|SENSORMETADATA_|SENSORREPORT_|readPoint_"
    r"|bizLocation_)?([^\s|]+[:#/][^\s|]+)"
)
MEASURE: Final = re.compile(
    r"(EQ|GT|GE|LT|LE)_(value|minValue|maxValue|meanValue|sDev|percValue|quantity)_([A-Z0-9]{2,4})"
)
PAIR: Final = re.compile(r"EQ_(bizTransaction|source|destination)_(\S+)")
PAIRS: Final = {
    "bizTransaction": ("btt", "bizTransactionList"),
    "source": ("source", "sourceList"),
    "destination": ("dest", "destinationList"),
}
HAS_ATTRIBUTE: Final = re.compile(r"HASATTR_(\S+)")
EQ_ATTRIBUTE: Final = re.compile(r"EQ_?ATTR_(bizLocation|readPoint|[^\s_]*[:#/]\S*?)_(\S+)")
COLUMNS: Final = {"bizLocation": "biz_location", "readPoint": "read_point"}
LONGEST_NAME: Final = 1000


def parameter_of(name: str, names: Mapping[str, str]) -> Parameter:
    """Return the parameter of a name; refused where the language has none of that name."""
    if found := FIXED.get(name):
        return found
    if len(name) <= LONGEST_NAME and "\x00" not in name:
        for family in (_measure, _pair, _attribute, _extension):
            if found := family(name, names):
                return found
    raise refuse(name, "is no parameter of the query language.")


def _measure(name: str, names: Mapping[str, str]) -> Parameter | None:
    if not (found := MEASURE.fullmatch(name)):
        return None
    compare, field, uom = Compare(found[1]), found[2], found[3]

    def condition(said: Said) -> Condition:
        numbers = said.numbers() if compare is Compare.EQ else said.number()
        told = [units.normal(number, uom) for number in numbers]
        common = tuple(number for _, raw in told if (number := exact(raw)) is not None)
        if len(common) < len(numbers):
            raise refuse(name, "the number is out of every measure.")
        if field == "quantity":
            return Amount(compare, common, told[0][0])
        return Measured(field, compare, common, told[0][0])

    return Parameter(Takes.NUMBERS if compare is Compare.EQ else Takes.NUMBER, condition)


def _pair(name: str, names: Mapping[str, str]) -> Parameter | None:
    if not (found := PAIR.fullmatch(name)):
        return None
    place, field = PAIRS[found[1]]
    kind = kept(full_word(field, found[2], names))
    return Parameter(Takes.LIST, lambda said: Stated((place,), kind, Compare.EQ, _named(said)))


def _named(said: Said) -> tuple[Value, ...]:
    return tuple(Value(text) for text in said.addresses())


def _attribute(name: str, names: Mapping[str, str]) -> Parameter | None:
    if found := HAS_ATTRIBUTE.fullmatch(name):
        at = _described(name, found[1], names)
        return Parameter(
            Takes.LIST,
            lambda said: at(tuple(one for text in said.texts for one in _spelt(text, said.names))),
        )
    if not (found := EQ_ATTRIBUTE.fullmatch(name)):
        return None
    at = _described(name, found[1], names)
    attributes = _spelt(found[2], names)
    return Parameter(
        Takes.ANY, lambda said: at(attributes, values=tuple(kept(one) for one in said.texts))
    )


def _spelt(attribute: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names that an attribute may mean: a bare one is one of CBV's as well."""
    whole = kept(expanded(attribute, names))
    return (whole,) if ":" in attribute else (whole, kept(STANDARD["cbvmda"] + attribute))


def _described(name: str, field: str, names: Mapping[str, str]) -> partial[Described]:
    """Return how master data of a field is asked for: of a column's place, or of an extension."""
    if field in COLUMNS:
        return partial(Described, COLUMNS[field], "", "")
    return partial(Described, "", "field", _address(name, field, names))


def _extension(name: str, names: Mapping[str, str]) -> Parameter | None:
    if not (found := EXTENSION.fullmatch(name)):
        return None
    place = PLACES[found[3] or ""] + (".in" if found[2] else "")
    address = _address(name, found[4], names)
    if found[1] == "EXISTS":
        return Parameter(
            Takes.FLAG, lambda said: Present((place,), address) if is_asked(said) else None
        )
    compare = Compare(found[1])
    if compare is Compare.EQ:
        return Parameter(Takes.ANY, lambda said: Stated((place,), address, compare, said.values()))
    return Parameter(Takes.SIZE, lambda said: Stated((place,), address, compare, said.comparable()))


def _address(name: str, short: str, names: Mapping[str, str]) -> str:
    """Return the whole name of an extension's field; refused where its prefix is not defined."""
    prefix, colon, rest = short.partition(":")
    if colon and not rest.startswith("//") and prefix not in names and prefix != "urn":
        raise undefined(name, prefix)
    return kept(expanded(short, names))


def is_asked(said: Said) -> bool:
    """Tell whether a parameter that only asks for presence asks at all: false asks nothing."""
    text = said.texts[0] if said.texts else ""
    if len(said.texts) > 1 or text not in {"", "true", "false", "1", "0"}:
        raise refuse(said.name, "takes true, or nothing.")
    return text not in {"false", "0"}


def _column(column: str, read: Callable[[Said], tuple[str, ...]]) -> Parameter:
    return Parameter(Takes.LIST, lambda said: OneOf(column, read(said)))


def of_types(types: Sequence[str]) -> OfType:
    """Return what asks for events of these types."""
    standard = tuple(one for one in types if one in EVENT_TYPES)
    return OfType(standard, tuple(one for one in types if one not in EVENT_TYPES))


def _words(column: str, field: str) -> Parameter:
    return Parameter(Takes.LIST, lambda said: OneOf(column, said.words(field)))


def _time(column: str, compare: Compare) -> Parameter:
    return Parameter(Takes.TIME, lambda said: Moment(column, compare, said.moment()))


def _sensed_time(name: str, compare: Compare) -> Parameter:
    def condition(said: Said) -> Condition:
        moment = said.moment()
        return Stated(SENSOR, name, compare, (Value(said.one(), moment=moment),))

    return Parameter(Takes.TIME, condition)


def _sensed(name: str) -> Parameter:
    def condition(said: Said) -> Condition:
        texts = tuple(Value(sensed(name, text, said.names)) for text in said.texts)
        return Stated(SENSOR, name, Compare.EQ, texts)

    return Parameter(Takes.LIST, condition)


def _fact(place: str, read: Callable[[Said], tuple[str, ...]]) -> Parameter:
    def condition(said: Said) -> Condition:
        return Stated((place,), "", Compare.EQ, tuple(Value(one) for one in read(said)))

    return Parameter(Takes.LIST, condition)


def _match(*roles: str, is_class: bool) -> Parameter:
    def condition(said: Said) -> Condition:
        uris = said.uris()
        patterns = [uri for uri in uris if is_pattern(uri) and canonical(uri) == uri]
        names = tuple(kept(canonical(uri)) for uri in uris if uri not in patterns)
        return Named(
            roles,
            is_class,
            names,
            # A class names all its instances: a pattern that leaves only the serial open is one.
            classes=() if is_class else tuple(filter(is_open_class, names)),
            patterns=tuple(looks(uri, is_class=is_class) for uri in patterns),
        )

    return Parameter(Takes.LIST, condition)


def _quantity(compare: Compare) -> Parameter:
    def condition(said: Said) -> Condition:
        return Amount(compare, said.numbers() if compare is Compare.EQ else said.number())

    return Parameter(Takes.NUMBERS if compare is Compare.EQ else Takes.NUMBER, condition)


def _bare(name: str, compare: Compare) -> Parameter:
    def condition(said: Said) -> Condition:
        numbers = said.numbers() if compare is Compare.EQ else said.number()
        return Measured(name, compare, numbers, None)

    return Parameter(Takes.NUMBERS if compare is Compare.EQ else Takes.NUMBER, condition)


def _declared(said: Said) -> Condition | None:
    return Declared() if is_asked(said) else None


def _sensors(said: Said) -> Condition | None:
    return Present(("element",), "") if is_asked(said) else None


def _below(column: str) -> Parameter:
    return Parameter(Takes.LIST, lambda said: Below(column, said.addresses()))


def _kept_uris(said: Said) -> tuple[str, ...]:
    return tuple(kept(uri) for uri in said.uris())


def _truth(said: Said) -> Condition:
    text = "true" if said.truth() else "false"
    return Stated(SENSOR, "booleanValue", Compare.EQ, (Value(text),))


EVERYWHERE: Final = ("epc", "parent", "child", "input", "output")
ADDRESSES: Final = (
    "deviceID",
    "deviceMetadata",
    "rawData",
    "dataProcessingMethod",
    "microorganism",
    "chemicalSubstance",
    "bizRules",
    "uriValue",
)
FIXED: Final[dict[str, Parameter]] = {
    "eventType": Parameter(Takes.LIST, lambda said: of_types(said.types())),
    "EQ_action": _column("action", Said.actions),
    "EQ_bizStep": _words("biz_step", "bizStep"),
    "EQ_disposition": _words("disposition", "disposition"),
    "EQ_persistentDisposition_set": _fact("set", lambda said: said.words("set")),
    "EQ_persistentDisposition_unset": _fact("unset", lambda said: said.words("unset")),
    "EQ_readPoint": _column("read_point", Said.addresses),
    "WD_readPoint": _below("read_point"),
    "EQ_bizLocation": _column("biz_location", Said.addresses),
    "WD_bizLocation": _below("biz_location"),
    "EQ_transformationID": _column("transformation", Said.addresses),
    "EQ_eventID": _column("event_id", Said.uris),
    "MATCH_epc": _match("epc", "child", is_class=False),
    "MATCH_parentID": _match("parent", is_class=False),
    "MATCH_inputEPC": _match("input", is_class=False),
    "MATCH_outputEPC": _match("output", is_class=False),
    "MATCH_anyEPC": _match(*EVERYWHERE, is_class=False),
    "MATCH_epcClass": _match("epc", "child", is_class=True),
    "MATCH_inputEPCClass": _match("input", is_class=True),
    "MATCH_outputEPCClass": _match("output", is_class=True),
    "MATCH_anyEPCClass": _match(*EVERYWHERE, is_class=True),
    "EXISTS_errorDeclaration": Parameter(Takes.FLAG, _declared),
    "EQ_errorReason": _words("error_reason", "reason"),
    "EQ_correctiveEventID": _fact("fix", _kept_uris),
    "EXISTS_sensorElementList": Parameter(Takes.FLAG, _sensors),
    # As the requirements of GS1's own tests spell it.
    "EXISTS_sensorElement": Parameter(Takes.FLAG, _sensors),
    "EQ_type": Parameter(
        Takes.LIST,
        lambda said: Stated(
            ("report",),
            "type",
            Compare.EQ,
            tuple(Value(one) for one in said.words("sensorReport")),
        ),
    ),
    "EQ_stringValue": _sensed("stringValue"),
    "EQ_hexBinaryValue": _sensed("hexBinaryValue"),
    "EQ_booleanValue": Parameter(Takes.TRUTH, _truth),
    "EQ_time": Parameter(Takes.ANY, lambda said: Stated(SENSOR, "time", Compare.EQ, said.values())),
    **{f"EQ_{name}": _sensed(name) for name in ADDRESSES},
    **{f"{compare}_quantity": _quantity(compare) for compare in Compare},
    **{
        f"{compare}_{name}": _bare(name, compare)
        for name in ("percRank", "percValue", "sDev")
        for compare in Compare
    },
    **{
        f"{compare}_{spelling}": _time(column, compare)
        for compare in (Compare.GE, Compare.LT)
        for spelling, column in (
            ("eventTime", "time"),
            ("recordTime", "recorded_at"),
            ("errorDeclarationTime", "declared_at"),
            # As the schema of the query language spells it.
            ("errorDeclaration_Time", "declared_at"),
        )
    },
    **{
        f"{compare}_{name}": _sensed_time(name, compare)
        for compare in (Compare.GE, Compare.LT)
        for name in ("time", "startTime", "endTime")
    },
}
