"""A sheet as a form: its lines to draw, and what came back from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ocop.dossiers.tracing import trace_step
from ocop.rulesets.sheet import Criterion, Part, Sheet
from ocop.trace.models import Lot

CHOICE, NOTE = "c-", "n-"
LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Step:
    """One option as a radio button; ``value`` is its position on the sheet."""

    value: str
    points: int | None
    label: str
    star: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion to score."""

    code: str
    title: str
    about: str
    max: int
    name: str
    options: list[Step]
    chosen: str
    part: str
    knockout: str
    note_name: str
    note: str
    locked: bool
    depends_on: str = ""
    evidence: list = field(default_factory=list)
    asks_trace: bool = False
    traced: Lot | None = None


@dataclass(frozen=True, slots=True)
class LinedSection:
    """A heading with the lines below it."""

    code: str
    name: str
    max: int
    alone: bool
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class LinedPart:
    """Part A, B or C with its sections."""

    letter: str
    name: str
    max: int
    sections: list[LinedSection]


def lined(
    sheet: Sheet,
    *,
    choices: Mapping[str, int],
    notes: Mapping[str, str],
    case: str = "",
    evidence: Mapping[str, list] | None = None,
    locked: bool = False,
    traced: Mapping[int, Lot] | None = None,
) -> list[LinedPart]:
    """Return the whole sheet ready to be drawn, with what was chosen and noted so far.

    Told which lots can be traced, the lines that ask for it say which lot shows it, or that
    none does.
    """

    def line(criterion: Criterion) -> Line:
        code = criterion.code
        return Line(
            code=code,
            title=str(criterion.name),
            about=str(criterion.about or ""),
            max=criterion.max,
            name=CHOICE + code,
            options=_steps(criterion, case),
            chosen=str(choices.get(code, "")),
            part=criterion.part,
            knockout=str(criterion.knockout.words) if criterion.knockout else "",
            note_name=NOTE + code,
            note=notes.get(code, ""),
            locked=locked,
            depends_on=criterion.depends_on or "",
            evidence=(evidence or {}).get(code, []),
            asks_trace=traced is not None and trace_step(criterion, case or None) > 0,
            traced=next(iter((traced or {}).values()), None),
        )

    return [_part(part, line) for part in sheet.parts]


def _part(part: Part, line) -> LinedPart:
    sections = [
        LinedSection(s.code, str(s.name), s.max, s.alone, [line(c) for c in s.criteria])
        for s in part.sections
    ]
    return LinedPart(part.letter, str(part.name), part.max, sections)


def _steps(criterion: Criterion, case: str) -> list[Step]:
    """Return the options, and a way to choose none: "none reached" is a legal 0."""
    steps = [
        Step(str(o.position), o.points, str(o.label), o.floor)
        for o in criterion.options_in(case or None)
    ]
    if any(step.points == 0 for step in steps):
        return steps
    return [Step("0", 0, "Không đạt mức nào", None), *steps]


def chosen(data: Mapping[str, str], codes: Iterable[str]) -> dict[str, int]:
    """Return the positions that came back for ``codes``; what is no number is left out."""
    picked = {code: data.get(CHOICE + code, "") for code in codes}
    return {code: int(text) for code, text in picked.items() if _is_position(text)}


def sent(data: Mapping[str, str], codes: Iterable[str]) -> dict[str, int | None]:
    """Return what was sent for ``codes``: a position, or None where "none reached" was chosen."""
    asked = {code: data[CHOICE + code] for code in codes if CHOICE + code in data}
    return {code: int(text) if _is_position(text) else None for code, text in asked.items()}


def noted(data: Mapping[str, str], codes: Iterable[str]) -> dict[str, str]:
    """Return the notes that came back for ``codes``, without empty ones."""
    texts = {code: data.get(NOTE + code, "").strip()[:LONGEST_NOTE] for code in codes}
    return {code: text for code, text in texts.items() if text}


def _is_position(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 2
