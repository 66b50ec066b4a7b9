"""What a sheet reads off the register or off people, which no paper and no effort can change."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ocop.rulesets.sheet import Criterion, Sheet

DATA = Path(__file__).parent / "data" / "forms.yaml"


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return told


def is_legal_form(criterion: Criterion) -> bool:
    """Tell whether ``criterion`` asks for the legal form of the producer."""
    return criterion.key in _told()["legal"]


def is_of_person(criterion: Criterion) -> bool:
    """Tell whether ``criterion`` asks who represents the producer."""
    return criterion.key in _told()["person"]


def legal_steps(sheet: Sheet, kind: str) -> dict[str, int]:
    """Return, by criterion code, the step on legal form that a producer of ``kind`` stands at."""
    legal: Mapping[str, Mapping[str, int]] = _told()["legal"]
    return {c.code: legal[c.key].get(kind, 0) for c in sheet.criteria if c.key in legal}


def limits(sheet: Sheet, kind: str) -> dict[str, int]:
    """Return, by criterion code, the highest step that may be advised to a producer of ``kind``.

    Another legal form is no step to climb, and who represents a producer is no work to do.
    """
    persons = {c.code: 0 for c in sheet.criteria if is_of_person(c)}
    return legal_steps(sheet, kind) | persons
