"""How hard one step of a criterion is: our estimate as data, read without a database."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from ocop.rulesets.bundled import DATA


@dataclass(frozen=True, slots=True)
class Effort:
    """A class of effort, in words, and its weight per step."""

    key: str
    weight: int
    label: str


@cache
def _table() -> tuple[Effort, Mapping[str, Effort]]:
    told: dict[str, Any] = yaml.safe_load((DATA / "efforts.yaml").read_text(encoding="utf-8"))
    unknown = Effort("unknown", told["unknown"]["weight"], told["unknown"]["vi"])
    classes = {key: Effort(key, row["weight"], row["vi"]) for key, row in told["classes"].items()}
    keys = told["criteria"].items()
    return unknown, {key: classes[name] for name, listed in keys for key in listed}


def effort_of(key: str) -> Effort:
    """Return the effort of a criterion's key; a key that nobody weighed is told as such."""
    unknown, table = _table()
    return table.get(key, unknown)


@cache
def looking() -> Effort:
    """Return the effort of looking whether a paper that is there is enough."""
    told = yaml.safe_load((DATA / "efforts.yaml").read_text(encoding="utf-8"))["look"]
    return Effort("look", told["weight"], told["vi"])


def weighed() -> frozenset[str]:
    """Return the keys that were weighed."""
    return frozenset(_table()[1])
