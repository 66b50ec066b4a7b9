"""What a Digital Link names, read from an address and written canonically."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Self
from urllib.parse import quote, unquote

from ocop.kernel.digital_link.checks import check_value
from ocop.kernel.digital_link.faults import Fault, Malformed
from ocop.kernel.digital_link.identifiers import (
    IDENTIFIERS,
    NO_ATTRIBUTES,
    PRIMARY_KEYS,
    RETIRED_WORDS,
)

_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Name:
    """A key with its qualifiers: what an address names, and at which level."""

    key: str
    value: str
    qualifiers: tuple[Pair, ...] = ()

    def __post_init__(self) -> None:
        if self.key not in PRIMARY_KEYS:
            raise Malformed(Fault.RETIRED_WORD if self.key in RETIRED_WORDS else Fault.NO_KEY)
        check_value(self.key, self.value)
        _check_order(self.key, [ai for ai, _ in self.qualifiers])
        for ai, value in self.qualifiers:
            check_value(ai, value)

    @classmethod
    def of(cls, parts: Sequence[str]) -> Self:
        """Return what decoded parts of a path name; refused when they are no Digital Link."""
        if not parts or (parts[0] not in PRIMARY_KEYS and parts[0] not in RETIRED_WORDS):
            raise Malformed(Fault.NO_KEY)
        if len(parts) % 2 or "" in parts:
            raise Malformed(Fault.UNPAIRED)
        pairs = list(zip(parts[::2], parts[1::2], strict=True))
        return cls(*pairs[0], tuple(pairs[1:]))

    @classmethod
    def parse(cls, path: str) -> Self:
        """Return what a path names as it stands in an address; one slash at its end is overseen."""
        if not path.startswith("/"):
            raise Malformed(Fault.NO_KEY)
        return cls.of([decoded(part) for part in path[1:].removesuffix("/").split("/")])

    @property
    def pairs(self) -> tuple[Pair, ...]:
        return ((self.key, self.value), *self.qualifiers)

    @property
    def path(self) -> str:
        """Return the canonical path: what is not unreserved is percent-encoded, in capitals."""
        return "".join(f"/{ai}/{quote(value, safe='')}" for ai, value in self.pairs)

    @property
    def whole(self) -> "Name":
        """Return what the key alone names."""
        return Name(self.key, self.value)

    def levels(self) -> list["Name"]:
        """Return all that a statement about this may be about, from the key alone to the whole.

        A piece of a lot is also that piece of the item, whether or not its lot is said.
        """
        chosen = (
            some
            for size in range(len(self.qualifiers) + 1)
            for some in combinations(self.qualifiers, size)
        )
        return [Name(self.key, self.value, qualifiers) for qualifiers in chosen]

    def get(self, ai: str) -> str:
        """Return the value of a qualifier, or nothing."""
        return dict(self.qualifiers).get(ai, "")

    def __str__(self) -> str:
        return " ".join(f"({ai}) {value}" for ai, value in self.pairs)


def _check_order(key: str, given: list[str]) -> None:
    allowed = PRIMARY_KEYS[key]
    if len(set(given)) != len(given) or not set(given) <= {ai for one in allowed for ai in one}:
        raise Malformed(Fault.QUALIFIER)
    if given and not any([ai for ai in one if ai in given] == given for one in allowed):
        raise Malformed(Fault.ORDER)


def attributes_in(query: Iterable[Pair], name: Name) -> list[Pair]:
    """Return what the query says of the thing itself; other words of a query are let be.

    Refused when a number stands where no attribute may, twice, or with a value it cannot have.
    """
    found = [(ai, value) for ai, value in query if re.fullmatch(r"[0-9]+", ai)]
    taken = {ai for ai, _ in name.pairs}
    for ai, value in found:
        if ai not in IDENTIFIERS or ai in NO_ATTRIBUTES or ai in taken:
            raise Malformed(Fault.ATTRIBUTE)
        taken.add(ai)
        try:
            check_value(ai, value)
        except Malformed as wrong:
            raise Malformed(Fault.ATTRIBUTE) from wrong
    return found


def decoded(part: str) -> str:
    """Return a part of a path without its percent signs; refused when they are broken."""
    if _BROKEN_ESCAPE.search(part):
        raise Malformed(Fault.ENCODING)
    try:
        return unquote(part, errors="strict")
    except UnicodeDecodeError as wrong:
        raise Malformed(Fault.ENCODING) from wrong
