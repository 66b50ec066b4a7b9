"""One ruleset as frozen values: everything a page shows and a score needs, in the law's order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property


class Occasion(StrEnum):
    """Why a dossier is laid; it decides until when an old ruleset may finish it."""

    FIRST = "first"
    UPGRADE = "upgrade"
    RENEWAL = "renewal"


@dataclass(frozen=True, slots=True)
class Words:
    """A short label of ours in two languages; the signed decision has the last word."""

    vi: str
    en: str = ""

    def __str__(self) -> str:
        return self.vi


@dataclass(frozen=True, slots=True)
class Note:
    """A cell to verify on the signed text: what is printed, and how this system reads it."""

    at: str
    words: Words
    printed: str | None = None
    read: str | None = None


@dataclass(frozen=True, slots=True)
class Knockout:
    """A ground that ends the evaluation: printed at a criterion, or above the table."""

    key: str
    kind: str
    words: Words
    # Criteria of which a single 0 is enough.
    any_zero_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One step of a criterion; ``floor`` is the star that is out of reach below it."""

    position: int
    points: int | None
    label: Words
    case: str | None = None
    floor: int | None = None


@dataclass(frozen=True)
class Criterion:
    """One scored line of the sheet: at most one of its options, or none and 0 points."""

    code: str
    key: str
    part: str
    section: str
    name: Words
    max: int
    options: tuple[Option, ...]
    about: Words | None = None
    floors: Mapping[int, int] = field(default_factory=dict)
    knockout: Knockout | None = None
    depends_on: str | None = None
    binary: bool = False
    cases: Mapping[str, Words] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    # A star mark printed on the line, at no step: it cannot be tested.
    floor_unplaced: int | None = None

    def option(self, position: int) -> Option | None:
        """Return the option at ``position``, counted from 1 in the order of the sheet."""
        return self.options[position - 1] if 1 <= position <= len(self.options) else None

    def points_at(self, position: object, case: str | None) -> int | None:
        """Return the points of a choice: an option open to ``case``, or 0 for none reached.

        Position 0 is "no option reached": the legal 0 of ladders that do not print one.
        """
        if type(position) is not int:
            return None
        if position == 0:
            return None if any(o.points == 0 for o in self.options_in(case)) else 0
        option = self.option(position)
        return option.points if option and option.case in {None, case} else None

    def options_in(self, case: str | None) -> tuple[Option, ...]:
        """Return the options open to ``case``; without cases, all of them."""
        return tuple(option for option in self.options if option.case in {None, case})


@dataclass(frozen=True)
class Subsection:
    """A heading of the third level, printed in the sheets of tea and coffee."""

    code: str
    name: Words
    max: int


@dataclass(frozen=True)
class Section:
    """A heading with its criteria, or (``alone``) one criterion that is its own section."""

    code: str
    name: Words
    max: int
    criteria: tuple[Criterion, ...]
    subsections: tuple[Subsection, ...] = ()
    alone: bool = False


@dataclass(frozen=True)
class Part:
    """Phần A, B or C."""

    letter: str
    name: Words
    max: int
    sections: tuple[Section, ...]

    @property
    def criteria(self) -> Iterator[Criterion]:
        """Return the criteria of the part, in order."""
        return (criterion for section in self.sections for criterion in section.criteria)


@dataclass(frozen=True, slots=True)
class Band:
    """Which mean totals earn a star: from ``start``, below ``below`` or up to ``to``."""

    star: int
    start: int
    below: int | None = None
    to: int | None = None

    def holds(self, total: int, count: int) -> bool:
        """Tell whether the mean ``total / count`` lies in the band, in whole numbers."""
        if total < self.start * count:
            return False
        if self.below is not None and total >= self.below * count:
            return False
        return self.to is None or total <= self.to * count


@dataclass(frozen=True, eq=False)
class Sheet:
    """Bộ sản phẩm: one score sheet; compared by identity, since it is loaded once."""

    ruleset: str
    number: int
    slug: str
    title: Words
    parts: tuple[Part, ...]
    bands: tuple[Band, ...]
    industry: str = ""
    industry_name: Words = field(default=Words(""))
    group: str = ""
    group_name: Words = field(default=Words(""))
    subgroup: str = ""
    lead_agencies: tuple[Words, ...] = ()
    sample_required: bool = True
    dossier_knockouts: tuple[Knockout, ...] = ()
    notes: tuple[Note, ...] = ()
    why_incomplete: Words | None = None

    @property
    def complete(self) -> bool:
        """Tell whether the set can be scored; the sources of some repealed sets have gaps."""
        return self.why_incomplete is None

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """The scored lines, in the order of the sheet."""
        return tuple(criterion for part in self.parts for criterion in part.criteria)

    @cached_property
    def by_code(self) -> Mapping[str, Criterion]:
        """The scored lines by their codes, in the order of the sheet."""
        return {criterion.code: criterion for criterion in self.criteria}

    @cached_property
    def cases(self) -> tuple[str, ...]:
        """The alternative ladders of the sheet: ``("TH1", "TH2")``, or none."""
        return tuple(sorted({o.case for c in self.criteria for o in c.options if o.case}))

    def floors_of(self, star: int) -> tuple[tuple[Criterion, int], ...]:
        """Return the floors marked with ``star``: each criterion and the points it needs."""
        return tuple((c, c.floors[star]) for c in self.criteria if star in c.floors)


@dataclass(frozen=True, slots=True)
class Transition:
    """Until when dossiers filed under an older ruleset may be finished under it."""

    ruleset: str
    finish_by: date


@dataclass(frozen=True, slots=True)
class Recognition:
    """Who recognises which star in a period: {star: key of the authority}."""

    start: date
    end: date | None
    stars: Mapping[int, str]


@dataclass(frozen=True, eq=False)
class Ruleset:
    """All the sheets of one decision, with its bands, dates and who recognises what."""

    code: str
    number: str
    issued_on: date
    effective_from: date
    effective_to: date | None
    replaces: tuple[str, ...]
    transition: Mapping[str, Transition]
    complete: bool
    labelled: bool
    bands: tuple[Band, ...]
    recognition: tuple[Recognition, ...]
    authorities: Mapping[str, Words]
    notes: tuple[Note, ...]
    sheets: Mapping[int, Sheet]

    def authority(self, star: int, day: date) -> Words | None:
        """Return who recognises ``star`` on ``day``; nobody recognises one or two stars."""
        for period in self.recognition:
            if period.start <= day and (period.end is None or day <= period.end):
                key = period.stars.get(star)
                return self.authorities[key] if key else None
        return None
