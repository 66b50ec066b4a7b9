"""Questions about dossiers."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from ocop.audit.ledger import canonical
from ocop.audit.queries import history
from ocop.dossiers.checklist import Claim, MissingPart, missing
from ocop.dossiers.clocks import last_overdue_filing
from ocop.dossiers.entries import still_open
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier, Evidence, Return
from ocop.dossiers.verbs import Verb
from ocop.kernel.act import VIETNAM
from ocop.rulesets.models import Rubric
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.sheet import Sheet
from ocop.rulesets.standing import Standing, standing
from ocop.rulesets.table import marks_of

AT_COMMUNE = (State.SUBMITTED, State.RECEIVED)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a dossier's way, for people."""

    at: datetime
    who: str
    what: str
    note: str = ""
    # Done by somebody else for the producer ("làm thay").
    behalf: bool = False


def for_listing(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Return ``dossiers`` with all that a list shows of them, and without what was typed."""
    return dossiers.select_related(
        "product__producer", "product__commune__province", "rubric", "round__cycle", "proposal"
    ).defer("forms", "choices", "claims")


def rubric_for(set_number: int, day: date) -> Rubric | None:
    """Return the sheet by which what is filed on ``day`` is scored."""
    rubrics = Rubric.objects.in_force_on(day).filter(number=set_number)
    return rubrics.select_related("ruleset").first()


def sheet_for(dossier: Dossier) -> Sheet:
    """Return the dossier's sheet in the wording of its province, for people to read."""
    return sheet_of(dossier.rubric, province=dossier.product.commune.province)


def self_score(dossier: Dossier) -> Standing | None:
    """Return where the producer's own choices stand; nothing while its case is still open."""
    sheet = sheet_of(dossier.rubric)
    if sheet.cases and not dossier.case:
        return None
    return standing(sheet, self_marks(dossier), case=dossier.case or None)


def self_marks(dossier: Dossier) -> dict[str, int]:
    """Return the points of the producer's choices, without those its sheet no longer offers."""
    sheet = sheet_of(dossier.rubric)
    choices = still_open(sheet, dossier.case, dossier.choices)
    return marks_of(sheet, choices, case=dossier.case or None)


def claimed(dossier: Dossier) -> list[Claim]:
    """Return the criteria that bring the producer points, in the order of the sheet."""
    marks = self_marks(dossier)
    return [
        Claim(criterion.code, str(criterion.name))
        for criterion in sheet_of(dossier.rubric).criteria
        if marks.get(criterion.code)
        and (criterion.depends_on is None or marks.get(criterion.depends_on))
    ]


def evidenced_parts(dossiers: Iterable[Dossier]) -> dict[int, set[str]]:
    """Return the parts that hold a file now, by the key of each dossier; one query for all."""
    parts: dict[int, set[str]] = {dossier.pk: set() for dossier in dossiers}
    files = Evidence.objects.current().filter(dossier__in=list(parts))
    for key, part in files.values_list("dossier_id", "part"):
        parts[key].add(part)
    return parts


def missing_parts(dossier: Dossier, evidenced: Collection[str] | None = None) -> list[MissingPart]:
    """Return what the dossier lacks before it may be filed, in the order of the paper.

    ``evidenced`` spares a query to a caller that has asked for many dossiers at once.
    """
    sheet = sheet_of(dossier.rubric)
    if evidenced is None:
        evidenced = evidenced_parts([dossier])[dossier.pk]
    return missing(
        dossier.kind,
        forms=dossier.forms,
        claims=claimed(dossier),
        evidenced=evidenced,
        sampled=sheet.sample_required,
        case_open=bool(sheet.cases) and not dossier.case,
    )


def contents_digest(dossier: Dossier) -> str:
    """Return the SHA-256 that stands for all that is typed and attached now.

    It is written into history at each filing: from then on anyone can prove what was filed.
    """
    files = dossier.evidence.current().order_by("part", "name", "pk")
    contents = {
        "case": dossier.case,
        "choices": dossier.choices,
        "claims": dossier.claims,
        "evidence": [list(row) for row in files.values_list("part", "name", "sha256")],
        "forms": dossier.forms,
        "rubric": [dossier.rubric.ruleset.code, dossier.rubric.number],
    }
    return hashlib.sha256(canonical(contents)).hexdigest()


def filed_in(dossiers: QuerySet[Dossier], year: int) -> QuerySet[Dossier]:
    """Keep the dossiers whose last filing was in ``year``."""
    start, end = (datetime(y, 1, 1, tzinfo=VIETNAM) for y in (year, year + 1))
    return dossiers.filter(submitted_at__gte=start, submitted_at__lt=end)


def at_commune(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Keep the dossiers whose fifteen working days are running, the oldest first."""
    return dossiers.filter(state__in=AT_COMMUNE).order_by("submitted_at", "pk")


def overdue_at_commune(day: date) -> QuerySet[Dossier]:
    """Return the dossiers whose fifteen working days were over before ``day``."""
    after = last_overdue_filing(day) + timedelta(days=1)
    midnight = datetime.combine(after, time.min, VIETNAM)
    return at_commune(Dossier.objects.filter(submitted_at__lt=midnight))


def timeline(dossier: Dossier) -> list[Line]:
    """Return what was done with the dossier, oldest first, with the reasons of each return."""
    reasons = dict(Return.objects.filter(dossier=dossier).values_list("pk", "reasons"))
    return [
        Line(
            at=entry.at,
            who=str(entry.by) if entry.by else "Hệ thống",
            what=Verb(entry.verb).label,
            note=reasons.get(entry.facts.get("return"), ""),
            behalf=bool(entry.behalf),
        )
        for entry in history(dossier)
    ]
