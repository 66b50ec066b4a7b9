"""Ranges of counters: what of a batch is active, void, or neither. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an act does to a range."""

    HANDED = "handed"
    ACTIVE = "active"
    VOID = "void"


class Standing(StrEnum):
    """What a single stamp is, apart from its certificate."""

    UNKNOWN = "unknown"
    WAITING = "waiting"
    ACTIVE = "active"
    VOID = "void"

    @property
    def label(self) -> str:
        """Return the words that people see."""
        return {
            Standing.UNKNOWN: "Không thuộc lô tem",
            Standing.WAITING: "Chưa kích hoạt",
            Standing.ACTIVE: "Đã kích hoạt",
            Standing.VOID: "Đã huỷ",
        }[self]


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """Counters from ``first`` to ``last``, both in."""

    first: int
    last: int
    kind: Kind

    def holds(self, counter: int) -> bool:
        """Tell whether a counter lies in it."""
        return self.first <= counter <= self.last

    def meets(self, first: int, last: int) -> bool:
        """Tell whether it has a counter in common with another range."""
        return self.first <= last and first <= self.last


def standing(ranges: Iterable[Range], first: int, last: int, counter: int) -> Standing:
    """Return what a stamp of a batch is; what is void stays void, whatever else was said of it."""
    if not first <= counter <= last:
        return Standing.UNKNOWN
    kinds = {one.kind for one in ranges if one.holds(counter)}
    if Kind.VOID in kinds:
        return Standing.VOID
    return Standing.ACTIVE if Kind.ACTIVE in kinds else Standing.WAITING


def counted(ranges: Iterable[Range], kind: Kind) -> int:
    """Return how many counters the ranges of a kind hold, each once."""
    return sum(last - first + 1 for first, last in merged(ranges, kind))


def merged(ranges: Iterable[Range], kind: Kind) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a kind in order, those that touch put together."""
    begun: tuple[int, int] | None = None
    for one in sorted(one for one in ranges if one.kind == kind):
        if begun and one.first <= begun[1] + 1:
            begun = (begun[0], max(begun[1], one.last))
            continue
        if begun:
            yield begun
        begun = (one.first, one.last)
    if begun:
        yield begun


def active_and_not_void(ranges: Iterable[Range]) -> int:
    """Return how many stamps are active now."""
    listed = list(ranges)
    void = list(merged(listed, Kind.VOID))
    total = counted(listed, Kind.ACTIVE)
    for first, last in merged(listed, Kind.ACTIVE):
        total -= sum(max(0, min(last, b) - max(first, a) + 1) for a, b in void)
    return total


def waiting(ranges: Iterable[Range], first: int, last: int) -> tuple[int, int] | None:
    """Return the first run of counters that none of the ranges holds, if any is left."""
    at = first
    for one in sorted(ranges):
        if one.first > last:
            break
        if one.first > at:
            return at, one.first - 1
        at = max(at, one.last + 1)
    return (at, last) if at <= last else None


def to_hand_over(ranges: Iterable[Range], first: int, last: int) -> tuple[int, int] | None:
    """Return the first run of a batch's stamps that its producer has not been given."""
    return waiting([one for one in ranges if one.kind == Kind.HANDED], first, last)


def to_activate(ranges: Iterable[Range]) -> tuple[int, int] | None:
    """Return the first run of stamps that were handed over and are neither active nor void."""
    listed = list(ranges)
    used = [one for one in listed if one.kind != Kind.HANDED]
    runs = (waiting(used, first, last) for first, last in merged(listed, Kind.HANDED))
    return next((run for run in runs if run), None)


def holds_all(ranges: Iterable[Range], kind: Kind, first: int, last: int) -> bool:
    """Tell whether ranges of a kind hold every counter from one to another."""
    return any(a <= first and last <= b for a, b in merged(ranges, kind))
