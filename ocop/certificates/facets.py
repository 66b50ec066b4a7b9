"""Counting what each choice would leave. Pure: rows in, counts out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# Stars of the day or None, set, commune key, kind of producer; and the positions in it.
Cell = tuple[int | None, int, int, str]
STARS, SET, COMMUNE, KIND = range(4)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen in each facet; what was left out narrows nothing."""

    stars: int | None = None
    set_number: int | None = None
    commune: int | None = None
    kind: str = ""
    # The sets of the chosen group.
    sets: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Facets:
    """How many products each choice would leave.

    Each facet obeys every other facet but not its own choice, so that the numbers tell what a
    change of mind would show. The groups do not obey the chosen set, which lies within one.
    """

    stars: Mapping[int | None, int]
    group: Mapping[str, int]
    set_number: Mapping[int, int]
    commune: Mapping[int, int]
    kind: Mapping[str, int]


def counted(
    rows: Iterable[Cell], choice: Choice, groups: Mapping[int, str]
) -> tuple[Facets, set[Cell]]:
    """Return the counts of ``rows`` by facet, and those cells of them that ``choice`` leaves."""
    cells = Counter(rows)
    if choice == Choice():
        columns = [_by(cells, position) for position in range(4)]
        return _facets(columns, columns[SET], groups), set(cells)
    refused = {cell: _refused(cell, choice) for cell in cells}
    columns = [
        _by({cell: n for cell, n in cells.items() if refused[cell] <= {position}}, position)
        for position in range(4)
    ]
    among = {cell: n for cell, n in cells.items() if refused[cell] <= {SET, _GROUP}}
    chosen = {cell for cell in cells if not refused[cell]}
    return _facets(columns, _by(among, SET), groups), chosen


_GROUP = 4


def _refused(cell: Cell, choice: Choice) -> set[int]:
    """Return the facets whose choice keeps ``cell`` out."""
    wanted = (choice.stars, choice.set_number, choice.commune, choice.kind)
    refused = {
        position for position, value in enumerate(wanted) if value and cell[position] != value
    }
    if choice.sets is not None and cell[SET] not in choice.sets:
        refused.add(_GROUP)
    return refused


def _by(cells: Mapping[Cell, int], position: int) -> Counter[Any]:
    counts: Counter[Any] = Counter()
    for cell, number in cells.items():
        counts[cell[position]] += number
    return counts


def _facets(columns: list[Counter[Any]], by_set: Counter[Any], groups: Mapping[int, str]) -> Facets:
    group: Counter[str] = Counter()
    for number, count in by_set.items():
        group[groups.get(number, "")] += count
    stars, sets, communes, kinds = columns
    return Facets(stars, group, sets, communes, kinds)
