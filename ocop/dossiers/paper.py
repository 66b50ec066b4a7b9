"""The forms of a dossier on paper: the cover with its contents, Mẫu 01 and Mẫu 02, as typed."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ocop.audit.ledger import canonical
from ocop.documents.form import (
    Block,
    Heading,
    PaperForm,
    Paragraph,
    Rows,
    Signature,
    Signatures,
    Table,
    Ticks,
    form_pdf,
)
from ocop.dossiers.forms import (
    REGISTRATION,
    SELF_ASSESSMENT,
    Field,
    Form,
    Section,
    Type,
    read_day,
    typed,
)
from ocop.dossiers.models import Dossier, Evidence
from ocop.dossiers.queries import contents_digest, self_marks, self_score
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.sheet import Criterion, Sheet

DIGEST_HEADER = "Dấu SHA-256"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the cover's table of contents."""

    number: int
    title: str
    page: int
    digest: str


def cover(dossier: Dossier, day: date, contents: Sequence[Entry]) -> bytes:
    """Return the cover with the table of contents; ``day`` dates what was not filed yet."""
    title = "Hồ sơ đề nghị đánh giá, phân hạng"
    return form_pdf(_paper(dossier, title, dossier.filed_on or day, _cover(dossier, contents)))


def registration(dossier: Dossier, day: date) -> bytes:
    """Return Mẫu số 01, dated by its signature, else by the filing, else ``day``."""
    signed = _signed_on(dossier, REGISTRATION, "pledge") or dossier.filed_on or day
    blocks = _registration(dossier)
    return form_pdf(_paper(dossier, REGISTRATION.title, signed, blocks, REGISTRATION.number))


def self_assessment(dossier: Dossier, day: date) -> bytes:
    """Return Mẫu số 02, dated in the same way."""
    signed = _signed_on(dossier, SELF_ASSESSMENT, "outlook") or dossier.filed_on or day
    files = list(dossier.evidence.current().order_by("part", "name", "sha256"))
    blocks = _self_assessment(dossier, files)
    return form_pdf(_paper(dossier, SELF_ASSESSMENT.title, signed, blocks, SELF_ASSESSMENT.number))


def registration_digest(dossier: Dossier) -> str:
    """Return the SHA-256 of what was typed into Mẫu số 01."""
    return _digest(dossier.forms.get(REGISTRATION.key, {}))


def self_assessment_digest(dossier: Dossier) -> str:
    """Return the SHA-256 of what was typed and chosen for Mẫu số 02."""
    return _digest(_report_contents(dossier))


def _paper(
    dossier: Dossier, title: str, day: date, blocks: Iterator[Block], printed: str = ""
) -> PaperForm:
    return PaperForm(
        title=title,
        subtitle=dossier.product.name,
        printed=printed or f"Hồ sơ {dossier}",
        agency=(dossier.product.producer.name,),
        place=dossier.product.commune.name,
        day=day,
        blocks=tuple(blocks),
        sample=dossier.is_sample,
    )


def _cover(dossier: Dossier, contents: Sequence[Entry]) -> Iterator[Block]:
    rubric = dossier.rubric
    filed = f"{dossier.filed_on:%d/%m/%Y}" if dossier.filed_on else "chưa nộp"
    yield Rows(
        (
            ("Mã hồ sơ", dossier.code),
            ("Sản phẩm", dossier.product.name),
            ("Chủ thể", dossier.product.producer.name),
            ("Lần đánh giá", dossier.get_kind_display()),
            ("Bộ tiêu chí", f"Bộ {rubric.number}: {rubric.title} ({rubric.ruleset})"),
            ("Ngày nộp", filed),
            ("Số phiếu", dossier.slip_no),
        )
    )
    yield Heading("Mục lục")
    rows = tuple((str(e.number), e.title, str(e.page), e.digest) for e in contents)
    yield Table(("TT", "Thành phần", "Trang", DIGEST_HEADER), rows, (2, 15, 3, 14), "rlrl")
    yield Paragraph(f"Dấu SHA-256 của toàn bộ hồ sơ: {contents_digest(dossier)}")


def _registration(dossier: Dossier) -> Iterator[Block]:
    rubric = dossier.rubric
    yield Rows(
        (
            ("Ngành", rubric.industry_name),
            ("Nhóm", rubric.group_name),
            ("Phân nhóm", rubric.subgroup or "Không chia phân nhóm"),
            ("Lần đánh giá", dossier.get_kind_display()),
            ("Số phiếu", dossier.slip_no),
        )
    )
    yield from _sections(dossier, REGISTRATION)
    applicant = dossier.forms.get("registration", {}).get("applicant", {})
    yield _signatures("Đại diện bên đăng ký", str(applicant.get("representative", "")))


def _self_assessment(dossier: Dossier, files: list[Evidence]) -> Iterator[Block]:
    """Yield the report with the score table before the plan ahead, where the form prints it."""
    *before, outlook = SELF_ASSESSMENT.sections_for(dossier.kind)
    for section in before:
        yield from _section(dossier, SELF_ASSESSMENT, section)
    yield Heading("Tự chấm theo tiêu chí")
    yield from _scores(dossier, files)
    yield from _section(dossier, SELF_ASSESSMENT, outlook)
    person = dossier.forms.get("self_assessment", {}).get("representative", {})
    yield _signatures("Đại diện chủ thể", str(person.get("name", "")))


def _scores(dossier: Dossier, files: list[Evidence]) -> Iterator[Block]:
    sheet = sheet_of(dossier.rubric, province=dossier.product.commune.province)
    rows, strong = _score_rows(dossier, sheet, files)
    yield Table(
        ("Mã", "Tiêu chí", "Mức tự chọn", "Điểm", "Minh chứng"),
        tuple(rows),
        (3, 10, 10, 3, 10),
        "lllrl",
        strong,
    )
    score = self_score(dossier)
    if score is not None:
        yield Rows((("Tổng điểm tự chấm", f"{score.total}/100"),))


def _score_rows(
    dossier: Dossier, sheet: Sheet, files: list[Evidence]
) -> tuple[list[tuple[str, ...]], frozenset[int]]:
    marks = self_marks(dossier)
    rows: list[tuple[str, ...]] = []
    strong = set()
    for part in sheet.parts:
        strong.add(len(rows))
        total = sum(marks.get(criterion.code, 0) for criterion in part.criteria)
        rows.append((part.letter, str(part.name), "", f"{total}/{part.max}", ""))
        for criterion in part.criteria:
            names = [file.name for file in files if file.part == criterion.code]
            told = [str(dossier.claims.get(criterion.code, "")), *names]
            rows.append(
                (
                    criterion.code,
                    str(criterion.name),
                    _chosen(dossier, criterion),
                    str(marks.get(criterion.code, 0)),
                    "; ".join(text for text in told if text),
                )
            )
    return rows, frozenset(strong)


def _chosen(dossier: Dossier, criterion: Criterion) -> str:
    option = criterion.option(dossier.choices.get(criterion.code, 0))
    return str(option.label) if option else "Không chọn"


def _sections(dossier: Dossier, form: Form) -> Iterator[Block]:
    for section in form.sections_for(dossier.kind):
        yield from _section(dossier, form, section)


def _section(dossier: Dossier, form: Form, section: Section) -> Iterator[Block]:
    yield Heading(section.label)
    values = {field: typed(dossier.forms, form, section, field) for field in section.fields}
    lines = tuple(_line(field, value) for field, value in values.items() if _is_line(field))
    ticks = tuple((f.label, value is True) for f, value in values.items() if f.type is Type.CHECK)
    if ticks:
        yield Ticks(ticks)
    if lines:
        yield Rows(lines)
    for field, value in values.items():
        if field.type is Type.TEXT:
            yield Paragraph(f"{field.label}: {field.shown(value)}")


def _line(field: Field, value: object) -> tuple[str, str]:
    return field.label, field.shown(value)


def _is_line(field: Field) -> bool:
    return field.type not in {Type.CHECK, Type.TEXT}


def _signatures(post: str, name: str) -> Signatures:
    return Signatures((Signature(post, "(Ký, đóng dấu)", name),))


def _signed_on(dossier: Dossier, form: Form, section: str) -> date | None:
    value = dossier.forms.get(form.key, {}).get(section, {}).get("signed_on")
    return read_day(value) if isinstance(value, str) else None


def _report_contents(dossier: Dossier) -> dict[str, object]:
    return {
        "case": dossier.case,
        "choices": dossier.choices,
        "claims": dossier.claims,
        "form": dossier.forms.get(SELF_ASSESSMENT.key, {}),
    }


def _digest(value: object) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()
