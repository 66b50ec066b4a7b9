"""What the vault and the last dossier can give a dossier as evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ocop.dossiers.checklist import CHANGES
from ocop.dossiers.models import Dossier, Evidence, Kind
from ocop.dossiers.queries import self_marks
from ocop.files.names import clean_name
from ocop.registry.models import Paper, PaperFile, Product
from ocop.rulesets.queries import sheet_of


@dataclass(frozen=True, slots=True)
class Offer:
    """One file for one part; from the vault, or taken over from an older dossier."""

    part: str
    name: str
    file: PaperFile | Evidence

    @property
    def paper(self) -> Paper | None:
        """Return the paper that the file shows, when it comes from the vault."""
        return self.file.paper if isinstance(self.file, PaperFile) else None


def vault_files(product: Product, day: date) -> list[PaperFile]:
    """Return the files that may prove something of ``product`` on ``day``; two queries.

    Papers that ended, or that are not issued yet, are left out.
    """
    papers = Paper.objects.valid_on(day).speaking_for(product)
    files = PaperFile.objects.current().filter(paper__in=papers).select_related("paper")
    return [file for file in files.order_by("paper_id", "pk") if file.paper.validity_on(day).serves]


def offers(dossier: Dossier, day: date) -> list[Offer]:
    """Return what the vault can add: each file for each criterion that it serves and is claimed.

    While nothing is claimed yet, every criterion that a paper serves is offered its paper. What
    is new since the last filing is offered as proof of change too. A file that stands there
    already, by its digest, is not offered again.
    """
    held = set(dossier.evidence.current().values_list("part", "sha256"))
    return [
        offer
        for offer in _from_vault(dossier, vault_files(dossier.product, day))
        if (offer.part, offer.file.sha256) not in held
    ]


def _from_vault(dossier: Dossier, files: list[PaperFile]) -> Iterator[Offer]:
    marks = self_marks(dossier) if dossier.choices else None
    criteria = [c for c in sheet_of(dossier.rubric).criteria if marks is None or marks.get(c.code)]
    since = dossier.previous.submitted_at if dossier.previous else None
    for file in files:
        name = _named(file)
        if dossier.kind != Kind.FIRST and since and file.created_at > since:
            yield Offer(CHANGES, name, file)
        for criterion in criteria:
            if file.paper.about.is_for(criterion):
                yield Offer(criterion.code, name, file)


def carried_over(dossier: Dossier) -> list[Offer]:
    """Return the files that the dossier before holds for criteria that are claimed again.

    A copy from the vault is not carried over: the vault itself gives its newest version, or
    nothing when it ended.
    """
    if dossier.previous is None:
        return []
    marks = self_marks(dossier)
    files = dossier.previous.evidence.current().filter(paper_file=None).order_by("pk")
    return [Offer(one.part, one.name, one) for one in files if marks.get(one.part)]


def lapsed_evidence(dossier: Dossier, day: date) -> list[Evidence]:
    """Return the files whose paper in the vault has ended by ``day``."""
    drawn = dossier.evidence.current().exclude(paper_file=None)
    files = drawn.select_related("paper_file__paper").order_by("part", "pk")
    return [
        one
        for one in files
        if one.paper_file is not None and not one.paper_file.paper.validity_on(day).serves
    ]


def _named(file: PaperFile) -> str:
    """Return a name by which a reader of the dossier knows the paper."""
    return clean_name(f"{file.paper} - {file.name}".replace("/", "-"))
