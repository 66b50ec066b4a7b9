"""The way through a dossier: small pages in the order of the paper, done, next and later."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from ocop.dossiers.checklist import CHANGES, MissingPart
from ocop.dossiers.forms import TYPED, Form, Section
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries import self_score
from ocop.rulesets.queries import sheet_of

# Signed on the page where the dossier is filed, after everything else.
PLEDGE = ("registration", "pledge")


@dataclass(slots=True)
class Step:
    """One page to fill in, as ``{% steps %}`` is told it."""

    label: str
    url: str
    is_done: bool
    line: str = ""
    state: str = "later"


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of the dossier with its steps."""

    title: str
    steps: list[Step] = field(default_factory=list)


def legs_of(dossier: Dossier, missing: Sequence[MissingPart]) -> list[Leg]:
    """Return all steps; the first that is not done is the one to take now."""
    legs = [
        *(Leg(form.label, _sections(dossier, form, missing)) for form in TYPED.values()),
        Leg("Tự chấm điểm", _scores(dossier)),
        Leg("Minh chứng và nộp", [_evidence(dossier, missing), _filing(dossier, missing)]),
    ]
    steps = [step for leg in legs for step in leg.steps]
    for step in steps:
        step.state = "done" if step.is_done else "later"
    if now := next((step for step in steps if not step.is_done), None):
        now.state = "now"
    return legs


def pages_of(dossier: Dossier) -> list[tuple[Form, Section]]:
    """Return the pages of both forms in order, without the pledge."""
    return [
        (form, section)
        for form in TYPED.values()
        for section in form.sections_for(dossier.kind)
        if (form.key, section.key) != PLEDGE
    ]


def after(dossier: Dossier, form: Form, section: Section) -> str:
    """Return the address of the page that follows a section; the score follows the last."""
    pages = pages_of(dossier)
    at = pages.index((form, section)) + 1
    if at < len(pages):
        return section_url(dossier, *pages[at])
    return reverse("producer:score", args=[dossier.code])


def section_url(dossier: Dossier, form: Form, section: Section) -> str:
    """Return the address of one section."""
    return reverse("producer:section", args=[dossier.code, form.key, section.key])


def address(dossier: Dossier, where: str) -> str:
    """Return the page on which a missing part is put right (``MissingPart.where``)."""
    kind, _, rest = where.partition("/")
    if (kind, rest) == PLEDGE:
        return reverse("producer:filing", args=[dossier.code]) + "#cam-ket"
    if kind in TYPED:
        return reverse("producer:section", args=[dossier.code, kind, rest])
    if rest:
        return reverse("producer:evidence-part", args=[dossier.code, rest])
    return reverse("producer:score", args=[dossier.code])


def is_pledge(part: MissingPart) -> bool:
    """Tell whether the part is signed on the page of the filing itself."""
    return part.where == "/".join(PLEDGE)


def _sections(dossier: Dossier, form: Form, missing: Sequence[MissingPart]) -> list[Step]:
    steps = []
    for _, section in [page for page in pages_of(dossier) if page[0] is form]:
        lacks = sum(part.where == f"{form.key}/{section.key}" for part in missing)
        line = f"Còn thiếu {lacks} mục" if lacks else ""
        steps.append(Step(section.label, section_url(dossier, form, section), not lacks, line))
    return steps


def _scores(dossier: Dossier) -> list[Step]:
    sheet, standing = sheet_of(dossier.rubric), self_score(dossier)
    steps = []
    if sheet.cases:
        url = reverse("producer:score", args=[dossier.code])
        steps.append(Step("Trường hợp áp dụng", url, bool(dossier.case), dossier.case))
    for part in sheet.parts:
        url = reverse("producer:score-part", args=[dossier.code, part.letter])
        chosen = any(criterion.code in dossier.choices for criterion in part.criteria)
        points = standing.parts[part.letter] if standing else 0
        line = f"{points}/{part.max} điểm"
        steps.append(Step(f"Phần {part.letter}. {part.name}", url, chosen, line))
    return steps


def _evidence(dossier: Dossier, missing: Sequence[MissingPart]) -> Step:
    lacks = sum(part.key.startswith("evidence.") for part in missing)
    line = f"Còn thiếu tệp cho {lacks} mục" if lacks else ""
    if any(part.key == f"evidence.{CHANGES}" for part in missing):
        line = f"{line}, có thay đổi từ lần trước"
    is_done = not lacks and bool(dossier.choices)
    return Step("Minh chứng", reverse("producer:evidence", args=[dossier.code]), is_done, line)


def _filing(dossier: Dossier, missing: Sequence[MissingPart]) -> Step:
    lacks = sum(not is_pledge(part) for part in missing)
    line = f"Còn {lacks} mục chưa đủ" if lacks else "Đã đủ, ký cam kết rồi nộp"
    return Step("Kiểm tra và nộp", reverse("producer:filing", args=[dossier.code]), False, line)
