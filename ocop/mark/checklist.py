"""What is looked at on a label: dated lists that come with the project, one file a day."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

# What the lists rest on: NĐ 43/2017/NĐ-CP, Điều 10, and the floors of the ruleset.
FOLDER = Path(__file__).parent / "checklists"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to look at."""

    key: str
    title: str
    about: str
    basis: str
    # What of the record answers it: "codes", "stars" or "mark"; "" where only eyes do.
    asked: str = ""
    from_stars: int = 0
    not_for: frozenset[int] = frozenset()

    def concerns(self, set_number: int, stars: int) -> bool:
        """Tell whether a label of this set and star sign is looked at for it."""
        return set_number not in self.not_for and stars >= self.from_stars


@dataclass(frozen=True, slots=True)
class Checklist:
    """The lines of one version, named by the day since which it is used."""

    version: str
    title: str
    lines: tuple[Line, ...]

    def lines_for(self, set_number: int, stars: int) -> list[Line]:
        """Return the lines that concern a product of this set and star."""
        return [line for line in self.lines if line.concerns(set_number, stars)]

    def titles(self) -> dict[str, str]:
        """Return the titles by key."""
        return {line.key: line.title for line in self.lines}


@cache
def versions() -> tuple[str, ...]:
    """Return the versions, oldest first."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def version_on(day: date) -> str:
    """Return the version in use on ``day``; before the first one, the first."""
    begun = [version for version in versions() if version <= day.isoformat()]
    return begun[-1] if begun else versions()[0]


@cache
def checklist(version: str) -> Checklist:
    """Return one version, read once in a process."""
    told = yaml.safe_load((FOLDER / f"{version}.yaml").read_text(encoding="utf-8"))
    return Checklist(version, told["title"], tuple(_line(row) for row in told["lines"]))


def _line(row: dict[str, Any]) -> Line:
    return Line(**{**row, "not_for": frozenset(row.get("not_for", ()))})
