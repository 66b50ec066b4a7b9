"""The paper set of a dossier: the forms that the law asks for on paper, from what was typed.

The evidence itself is listed with its digests; each file is fetched on its own.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from io import BytesIO

from pypdf import PdfReader, PdfWriter

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
from ocop.dossiers.checklist import annexes, parts_to_check
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
from ocop.dossiers.models import Dossier, Evidence, Proposal
from ocop.dossiers.queries import contents_digest, self_marks, self_score
from ocop.kernel.numbers import show_integer
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.sheet import Criterion, Sheet

DIGEST_HEADER = "Dấu SHA-256"


def paper_set(dossier: Dossier, day: date) -> bytes:
    """Return the whole set as one PDF: cover, Mẫu 01, Mẫu 02, list of evidence, Mẫu 03 if any.

    ``day`` dates what was not signed yet.
    """
    writer = PdfWriter()
    for form in _papers(dossier, day):
        writer.append(PdfReader(BytesIO(form_pdf(form))))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _papers(dossier: Dossier, day: date) -> Iterator[PaperForm]:
    filed_on = dossier.filed_on or day
    files = list(dossier.evidence.current().order_by("part", "name", "pk"))
    yield _paper(dossier, "Hồ sơ đề nghị đánh giá, phân hạng", filed_on, _cover(dossier, files))
    pledged = _signed_on(dossier, REGISTRATION, "pledge") or filed_on
    yield _paper(dossier, REGISTRATION.title, pledged, _registration(dossier), REGISTRATION.number)
    reported = _signed_on(dossier, SELF_ASSESSMENT, "outlook") or filed_on
    report = _self_assessment(dossier, files)
    yield _paper(dossier, SELF_ASSESSMENT.title, reported, report, SELF_ASSESSMENT.number)
    yield _paper(dossier, "Danh mục minh chứng", filed_on, _evidence(files))
    if proposal := Proposal.objects.filter(dossier=dossier).first():
        yield _commune_report(dossier, proposal)


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


def _cover(dossier: Dossier, files: list[Evidence]) -> Iterator[Block]:
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
    yield Heading("Thành phần hồ sơ")
    parts = [
        (REGISTRATION.label, _digest(dossier.forms.get(REGISTRATION.key, {}))),
        (SELF_ASSESSMENT.label, _digest(_report_contents(dossier))),
        *((f"Minh chứng {file.part}: {file.name}", file.sha256) for file in files),
    ]
    rows = tuple((str(n), name, digest) for n, (name, digest) in enumerate(parts, start=1))
    yield Table(("TT", "Thành phần", DIGEST_HEADER), rows, (1, 7, 8), "rll")
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


def _evidence(files: list[Evidence]) -> Iterator[Block]:
    if not files:
        yield Paragraph("Hồ sơ chưa có tệp minh chứng nào.")
        return
    names = annexes("renewal")
    rows = tuple(
        (
            str(number),
            names.get(file.part, f"Tiêu chí {file.part}"),
            file.name,
            f"{show_integer(-(-file.size // 1024))} KB",
            file.sha256,
        )
        for number, file in enumerate(files, start=1)
    )
    yield Table(("TT", "Phần", "Tệp", "Cỡ", DIGEST_HEADER), rows, (1, 4, 6, 2, 8), "rllrl")


def _commune_report(dossier: Dossier, proposal: Proposal) -> PaperForm:
    commune = dossier.product.commune
    return PaperForm(
        title="Báo cáo đánh giá sản phẩm đề nghị phân hạng",
        subtitle=dossier.product.name,
        printed="Mẫu số 03",
        agency=("Ủy ban nhân dân", commune.full_name),
        number=f"Số: {proposal.report_no}",
        place=commune.name,
        day=proposal.signed_on,
        blocks=tuple(_findings(dossier, proposal)),
        sample=dossier.is_sample,
    )


def _findings(dossier: Dossier, proposal: Proposal) -> Iterator[Block]:
    yield Heading("I. Thông tin chung")
    yield Rows(
        (
            ("Chủ thể", dossier.product.producer.name),
            ("Loại hình", dossier.product.producer.get_kind_display()),
            ("Địa chỉ", dossier.product.producer.address),
            ("Sản phẩm đăng ký", dossier.product.name),
            ("Công văn đề nghị", proposal.letter_no),
        )
    )
    person = next(s for s in SELF_ASSESSMENT.sections if s.key == "representative")
    yield from _section(dossier, SELF_ASSESSMENT, person)
    yield Heading("II. Nhận xét")
    yield Paragraph(f"1. Nguồn gốc sản phẩm, nguyên liệu địa phương: {proposal.material}")
    yield Paragraph(f"2. Lao động địa phương: {proposal.labour}")
    yield Paragraph(f"3. Nguồn gốc ý tưởng: {proposal.get_idea_kind_display()}. {proposal.idea}")
    yield Paragraph(f"4. Bản sắc, trí tuệ, tri thức địa phương: {proposal.identity}")
    yield Heading("III. Thành phần hồ sơ đã kiểm tra")
    parts = parts_to_check(dossier.kind, sampled=dossier.rubric.sample_required)
    yield Ticks(tuple((part.label, bool(proposal.parts.get(part.key))) for part in parts))
    yield Paragraph(
        f"Ủy ban nhân dân {dossier.product.commune.full_name} đề nghị tỉnh đánh giá, phân hạng "
        "sản phẩm nêu trên."
    )
    yield _signatures("TM. Ủy ban nhân dân", "")


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
