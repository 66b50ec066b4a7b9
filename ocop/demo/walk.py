"""The acts that carry one sample dossier from its producer to the council, one function an act."""

from collections.abc import Mapping
from dataclasses import dataclass

from ocop.accounts.models import User
from ocop.demo.marks import Choices, choose
from ocop.demo.papers import file_name, paper
from ocop.demo.writing import assessment_of, forms_of, proposal_of
from ocop.dossiers import operations
from ocop.dossiers.checklist import CHANGES, annexes, parts_to_check
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries import claimed
from ocop.kernel.act import Act
from ocop.rulesets.queries import sheet_of

CLAIM = "{name}: có sổ ghi, giấy tờ và ảnh chụp tại cơ sở (minh chứng mẫu)."


@dataclass(frozen=True, slots=True)
class Aim:
    """What a sample dossier is worth: the star whose floors it holds, its points, its luck."""

    stars: int
    total: int
    seed: str

    @classmethod
    def of(cls, row: Mapping[str, object]) -> "Aim":
        """Return the aim of a row of the samples."""
        told = row["dossier"]
        assert isinstance(told, Mapping)
        return cls(int(told["stars"]), int(told["total"]), str(row["id"]))


def case_of(dossier: Dossier) -> str | None:
    """Return the first case of a sheet that prints two, else none."""
    cases = sheet_of(dossier.rubric).cases
    return cases[0] if cases else None


def self_score(dossier: Dossier, aim: Aim) -> Choices:
    """Return the options that the producer chooses for itself."""
    sheet, case = sheet_of(dossier.rubric), case_of(dossier)
    return choose(sheet, stars=aim.stars, total=aim.total, seed=aim.seed, case=case)


def fill_in(dossier: Dossier, act: Act, *, signer: User, aim: Aim) -> None:
    """Type both forms, choose an option of each criterion, and say what proves it."""
    sheet = sheet_of(dossier.rubric)
    choices = self_score(dossier, aim)
    operations.keep(
        dossier,
        act,
        version=dossier.version,
        forms=forms_of(dossier, signer, act),
        case=case_of(dossier),
        choices=choices,
        claims={code: CLAIM.format(name=sheet.by_code[code].name) for code in choices},
    )


def enclose(dossier: Dossier, act: Act) -> int:
    """Attach a sample document to each criterion that brings points; return how many there are."""
    sheet = sheet_of(dossier.rubric)
    parts = {claim.code: sheet.by_code[claim.code] for claim in claimed(dossier)}
    for code, criterion in parts.items():
        data = paper(criterion.part)
        operations.attach(dossier, act, part=code, data=data, filename=file_name(criterion))
    if CHANGES in annexes(dossier.kind):
        name = "Thay đổi từ lần công nhận trước (mẫu).pdf"
        operations.attach(dossier, act, part=CHANGES, data=paper(CHANGES), filename=name)
    return len(parts)


def propose(dossier: Dossier, act: Act) -> None:
    """Tick every part, write the four findings, and propose the dossier to the province."""
    sampled = sheet_of(dossier.rubric).sample_required
    ticked = {part.key: True for part in parts_to_check(dossier.kind, sampled=sampled)}
    operations.propose(dossier, act, parts=ticked, **proposal_of(dossier, dossier.pk + 40))


def assess(dossier: Dossier, act: Act) -> None:
    """Enter the report of the advisory team."""
    operations.assess(dossier, act, signed_on=act.day, **assessment_of(dossier.pk + 10))
