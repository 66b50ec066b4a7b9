"""What a trace must hold at least, as dated data, and how much of it a lot has. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data" / "elements.yaml"


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that a trace must hold."""

    key: str
    label: str
    lack: str
    where: str
    if_any: bool = False
    sets: frozenset[int] = frozenset()

    def is_needed(self, set_number: int) -> bool:
        """Tell whether goods of a set must have it, even where others only may."""
        return not self.if_any or set_number in self.sets


@dataclass(frozen=True, slots=True)
class ElementSet:
    """What one instrument asks for, with what it goes on from."""

    id: str
    instrument: str
    since: date
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what is asked for is there, and what is missing."""

    ruleset: ElementSet
    held: tuple[Element, ...]
    missing: tuple[Element, ...]
    # What the gate asked for on the day; nothing before the first gate.
    gate: int

    @property
    def percent(self) -> int:
        """Return the share that is there, cut to whole percents."""
        asked = len(self.held) + len(self.missing)
        return 100 * len(self.held) // asked if asked else 100

    @property
    def passes(self) -> bool:
        """Tell whether stamps may be ordered: the share is at the gate or above."""
        return self.percent >= self.gate

    @property
    def lacks(self) -> list[str]:
        """Return in words what is missing."""
        return [element.lack for element in self.missing]


def element_set_on(day: date) -> ElementSet | None:
    """Return what is asked for on ``day``; nothing before the first instrument."""
    begun = [one for one in element_sets() if one.since <= day]
    return max(begun, key=lambda one: one.since, default=None)


def gate_on(day: date) -> int:
    """Return from how many percent on stamps may be ordered on ``day``."""
    begun = [gate for gate in _data()["gates"] if gate["since"] <= day]
    return int(max(begun, key=lambda gate: gate["since"])["percent"]) if begun else 0


def judged(facts: Mapping[str, bool], set_number: int, day: date) -> Completeness:
    """Return how complete a lot is, of which ``facts`` tells what is there.

    What goods may have counts where they have it, and as missing only where they must.
    """
    asked = element_set_on(day) or ElementSet("", "", day, ())
    held = tuple(e for e in asked.elements if facts.get(e.key))
    missing = tuple(e for e in asked.elements if not facts.get(e.key) and e.is_needed(set_number))
    return Completeness(asked, held, missing, gate_on(day))


@cache
def element_sets() -> tuple[ElementSet, ...]:
    """Return the lists of elements, the oldest first."""
    # Thông tư 02/2024/TT-BKHCN (the ten), NĐ 37/2026/NĐ-CP (four beside them).
    found: dict[str, ElementSet] = {}
    for row in _data()["rulesets"]:
        before = found[row["follows"]].elements if "follows" in row else ()
        own = tuple(_element(element) for element in row["elements"])
        found[row["id"]] = ElementSet(row["id"], row["instrument"], row["since"], before + own)
    return tuple(found.values())


def _element(row: Mapping[str, Any]) -> Element:
    return Element(
        row["key"],
        row["vi"],
        row["lack"],
        row["where"],
        bool(row.get("if_any")),
        frozenset(row.get("sets", ())),
    )


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found
