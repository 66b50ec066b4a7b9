"""What an open dossier still asks of its producer, and what it keeps as it was said before."""

from dataclasses import dataclass, field
from datetime import date

from ocop.dossiers.checklist import MissingPart
from ocop.dossiers.forms import TYPED
from ocop.dossiers.models import Dossier, Evidence
from ocop.dossiers.prefill import carried_codes
from ocop.dossiers.queries import claimed, missing_parts, self_marks
from ocop.dossiers.supply import Offer, lapsed_evidence, offers
from ocop.rulesets.queries import sheet_of

PLEDGE = "registration/pledge"


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion on which the producer claims other points than it had before."""

    code: str
    name: str
    had: int
    has: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A criterion that stands as it was filed before, with how many files prove it."""

    code: str
    name: str
    points: int
    files: int


@dataclass(frozen=True)
class Updates:
    """What is asked, what changed, and what was kept."""

    asked: list[MissingPart] = field(default_factory=list)
    lapsed: list[Evidence] = field(default_factory=list)
    offered: list[Offer] = field(default_factory=list)
    # Criteria that the sheet before did not print so: they are to be scored anew.
    unscored: list[str] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    kept_sections: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Return how many things are asked."""
        return len(self.asked) + len(self.lapsed) + bool(self.unscored)


def updates_of(dossier: Dossier, day: date) -> Updates:
    """Return what ``dossier`` asks on ``day``; the pledge is made where it is filed."""
    missing = missing_parts(dossier)
    return Updates(
        asked=[part for part in missing if part.where != PLEDGE],
        lapsed=lapsed_evidence(dossier, day),
        offered=offers(dossier, day),
        unscored=_unscored(dossier),
        changed=changes_of(dossier),
        kept_sections=_kept_sections(dossier, missing),
        kept=_kept(dossier),
    )


def changes_of(dossier: Dossier) -> list[Change]:
    """Return the criteria whose points differ from the dossier before: the stated change list."""
    if dossier.previous is None:
        return []
    sheet, before, now = sheet_of(dossier.rubric), self_marks(dossier.previous), self_marks(dossier)
    codes = carried_codes(sheet, dossier.previous)
    return [
        Change(c.code, str(c.name), before.get(c.code, 0), now.get(c.code, 0))
        for c in sheet.criteria
        if c.code in codes and before.get(c.code, 0) != now.get(c.code, 0)
    ]


def _unscored(dossier: Dossier) -> list[str]:
    if dossier.previous is None:
        return []
    sheet = sheet_of(dossier.rubric)
    known = carried_codes(sheet, dossier.previous)
    return [
        f"{c.code} {c.name}"
        for c in sheet.criteria
        if c.code not in known and c.code not in dossier.choices
    ]


def _kept_sections(dossier: Dossier, missing: list[MissingPart]) -> list[str]:
    """Return the sections that stand word for word as before and lack nothing."""
    if dossier.previous is None:
        return []
    lacking = {part.where for part in missing}
    return [
        section.label
        for form in TYPED.values()
        for section in form.sections_for(dossier.kind)
        if f"{form.key}/{section.key}" not in lacking
        and _told(dossier, form.key, section.key)
        and _told(dossier, form.key, section.key) == _told(dossier.previous, form.key, section.key)
    ]


def _kept(dossier: Dossier) -> list[Kept]:
    if dossier.previous is None:
        return []
    changed = {change.code for change in changes_of(dossier)}
    files: dict[str, int] = {}
    for part in dossier.evidence.current().values_list("part", flat=True):
        files[part] = files.get(part, 0) + 1
    marks = self_marks(dossier)
    return [
        Kept(claim.code, claim.name, marks[claim.code], files[claim.code])
        for claim in claimed(dossier)
        if claim.code not in changed and claim.code in files
    ]


def _told(dossier: Dossier, form: str, section: str) -> dict[str, object]:
    told = dossier.forms.get(form, {}).get(section, {})
    return {key: value for key, value in told.items() if value not in {"", None}}
