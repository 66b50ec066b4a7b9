"""What the paper set of a dossier holds, in its order, and how each piece becomes pages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from ocop.documents import letters
from ocop.documents.joining import Unreadable, fitted, pictured, slip
from ocop.dossiers import paper
from ocop.dossiers.checklist import annexes
from ocop.dossiers.forms import REGISTRATION, SELF_ASSESSMENT
from ocop.dossiers.letters import advisory_report, commune_letter, commune_report
from ocop.dossiers.models import Assessment, Dossier, Evidence, Proposal
from ocop.files import store
from ocop.files.kinds import IMAGES, Kind
from ocop.kernel.numbers import show_integer
from ocop.rulesets.queries import sheet_of

IN_FILE_ONLY = "Tệp kèm trong bộ điện tử: loại tệp này không in được vào bộ giấy."
GONE = "Tệp này không còn trong kho lưu trữ. Hãy báo người quản trị."
PICTURES = {kind.mime for kind in IMAGES}
LABELS = {kind.mime: kind.label for kind in Kind}


@dataclass(frozen=True, slots=True)
class Piece:
    """One numbered piece: what it is called, the digest of what it shows, and its pages."""

    number: int
    title: str
    digest: str
    pages: Callable[[], bytes]

    @property
    def head(self) -> str:
        """Return what runs over its pages."""
        return f"{self.number}. {self.title}"


def pieces_of(dossier: Dossier, day: date) -> list[Piece]:
    """Return the pieces after the cover: forms, letters, evidence criterion by criterion."""
    told = [*_papers(dossier, day), *_evidence(dossier, day)]
    return [Piece(number, *one) for number, one in enumerate(told, start=1)]


def ordered_files(dossier: Dossier) -> list[Evidence]:
    """Return the evidence in the order of the set: annexes, then the criteria of the sheet."""
    parts = [*annexes("renewal"), *sheet_of(dossier.rubric).by_code]
    places = {part: place for place, part in enumerate(parts)}
    files = dossier.evidence.all().current()
    return sorted(
        files, key=lambda file: (places.get(file.part, len(places)), file.part, file.name,
                                 file.sha256, file.pk),
    )  # fmt: skip


Told = tuple[str, str, Callable[[], bytes]]


def _papers(dossier: Dossier, day: date) -> Iterator[Told]:
    yield (
        f"{REGISTRATION.number}: {REGISTRATION.title}",
        paper.registration_digest(dossier),
        partial(paper.registration, dossier, day),
    )
    yield (
        f"{SELF_ASSESSMENT.number}: {SELF_ASSESSMENT.title}",
        paper.self_assessment_digest(dossier),
        partial(paper.self_assessment, dossier, day),
    )
    if Proposal.objects.filter(dossier=dossier).exists():
        yield _letter("Công văn đề nghị của xã", commune_letter(dossier, day))
        yield _letter("Mẫu số 03: Báo cáo của xã", commune_report(dossier, day))
    if Assessment.objects.filter(dossier=dossier).exists():
        yield _letter("Báo cáo thẩm định của Tổ tư vấn", advisory_report(dossier, day))


def _letter(title: str, letter: letters.Letter) -> Told:
    return title, "", partial(letters.pdf, letter)


def _evidence(dossier: Dossier, day: date) -> Iterator[Told]:
    named = annexes("renewal")
    for file in ordered_files(dossier):
        part = named.get(file.part, f"Minh chứng tiêu chí {file.part}")
        yield f"{part}: {file.name}", file.sha256, partial(_pages, file, part, day)


def _pages(file: Evidence, part: str, day: date) -> bytes:
    """Return the file on paper, or the page that stands for it and says why."""
    try:
        with store.open_key(file.key) as stream:
            data = stream.read()
        if file.mime == Kind.PDF.mime:
            return fitted(data)
        if file.mime in PICTURES:
            return pictured(data)
        reason = IN_FILE_ONLY
    except FileNotFoundError:
        reason = GONE
    except Unreadable as why:
        reason = f"{why} Tệp kèm trong bộ điện tử."
    facts = [
        ("Loại tệp", LABELS.get(file.mime, file.mime)),
        ("Cỡ", f"{show_integer(-(-file.size // 1024))} KB"),
        (paper.DIGEST_HEADER, file.sha256),
    ]
    return slip(part, file.name, reason, facts, day)
