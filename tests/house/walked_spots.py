"""A row of the hand-written table: values for an address, and who reaches what they name."""

import re
from dataclasses import dataclass

from tests.house.walked_people import (
    EVERYONE,
    HERE,
    LEADER,
    NATIONAL,
    NOBODY,
    OF_PLACE,
    OWNER,
    THERE,
)


@dataclass(frozen=True)
class Spot:
    """One set of values for an address, and who reaches the row that they name."""

    name: str
    values: dict
    reach: frozenset


def spots_of(address, rows):
    """Return the rows to try at an address; where the table has none, one that does not exist."""
    names = re.findall(r"<(?:(\w+):)?(\w+)>", address)
    for start, spots in rows.items():
        if address.startswith(start) and (names or (start == address and not spots[0].values)):
            return [whole(spot, names) for spot in spots]
    if not names:
        return [Spot("", {}, EVERYONE)]
    return [Spot("nowhere", {name: NOWHERE[kind] for kind, name in names}, NOBODY)]


def whole(spot, names):
    """Return a spot with a value for every name; where it had none, it leads nowhere."""
    lacking = {name: NOWHERE[kind] for kind, name in names if name not in spot.values}
    return Spot(spot.name, spot.values | lacking, NOBODY) if lacking else spot


NOWHERE = {
    "int": 999_999_999, "str": "khong-co", "slug": "khong-co", "path": "khong-co",
    "digital_link": "01/09506000134352", "compressed": "AQnYUc1gmg",
}  # fmt: skip


# Who looks after the programs of a province, and of none.
NEAR = {"mine": HERE | NATIONAL, "far": THERE | NATIONAL, "": NATIONAL}


def by_place(the, attribute, field, extra=NOBODY):
    """Return the four rows of a kind, reached by the officers of their place."""
    return [
        one(name, OF_PLACE[name] | extra, **{field: key_of(getattr(its, attribute), field)})
        for name, its in the.places.items()
    ]


def of_scans(the, attribute):
    """Return the four rows of what came of scans, for whoever looks after a place's stamps."""
    return [
        one(name, OF_PLACE[name] - LEADER, code=getattr(its.scanned, attribute).code)
        for name, its in the.places.items()
    ]


def owned(the, attribute, field="code", **values):
    """Return the four rows of a kind, of which whoever acts for "mine" reaches that one."""
    return [
        one(name, OWNER if name == "mine" else NOBODY,
            **{field: key_of(getattr(its, attribute), field)}, **values)
        for name, its in the.places.items()
    ]  # fmt: skip


def first_of(sitting):
    """Return the values that name the first dossier of a sitting."""
    return {"code": sitting.code, "position": 1}


def key_of(row, field):
    return row.pk if field == "pk" else row.code


def one(name, reach, closed_to=NOBODY, **values):
    return Spot(name, values, reach - closed_to)


def of_trace(the, reach, **fields):
    """Return the four rows of what the diary tells, by the values that their address names."""
    return [
        one(name, reach(name), **{field: get(its) for field, get in fields.items()})
        for name, its in the.places.items()
    ]


def joined(parts):
    """Return the rows of several tables as one; no address begins so in two of them."""
    rows = {}
    for part in parts:
        assert not rows.keys() & part.keys(), rows.keys() & part.keys()
        rows |= part
    return rows
