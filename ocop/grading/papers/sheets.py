"""Phiếu đánh giá: Annex II of the decision is itself the sheet; blank for the hand, or filled."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ocop.documents.letters import BLANK, Block, Facts, Letter, Paragraph, Signer, Table, heading
from ocop.documents.letters.posts import SIGNED
from ocop.dossiers.queries import sheet_for
from ocop.grading.flow import CardState
from ocop.grading.models import AgendaItem, Scorecard
from ocop.grading.papers.heads import committee_of, place_of, product_codes, refuse_sealed
from ocop.kernel.act import VIETNAM
from ocop.kernel.errors import Refused
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.sheet import Criterion, Option, Sheet
from ocop.rulesets.table import marks_of

CHOSEN = "X"
LEGEND = (
    "Dấu sao là yêu cầu tối thiểu phải đạt theo các cấp độ sao "
    "(*** - 3 sao; **** - 4 sao; ***** - 5 sao)."
)
NONE_REACHED = "Không đạt mức nào"


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a card says of each criterion; nothing on a sheet for the hand."""

    case: str | None
    choices: dict[str, int] = field(default_factory=dict)
    points: dict[str, int] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    filled: bool = False


def blank_sheet(item: AgendaItem, day: date) -> Letter:
    """Return the sheet of a dossier with nothing chosen, to be filled by hand."""
    marks = _Marks(item.dossier.case or None)
    return _sheet(item, day, marks, (Signer("Người đánh giá", note=SIGNED),), None)


def filled_sheet(card: Scorecard, day: date) -> Letter:
    """Return the sheet as one councillor signed it.

    Refused while the cards are sealed, and for one that was never signed.
    """
    refuse_sealed(card.item.sitting)
    if card.state != CardState.SIGNED or card.signed_at is None:
        raise Refused("Phiếu này chưa được ký nên không in thành phiếu đánh giá.")
    case = card.item.dossier.case or None
    marks = _Marks(
        case,
        card.choices,
        marks_of(sheet_of(card.item.dossier.rubric), card.choices, case=case),
        card.remarks,
        filled=True,
    )
    signer = Signer("Người đánh giá", note="(Đã ký trên hệ thống)", name=str(card.seat.user))
    return _sheet(card.item, day, marks, (signer,), card)


def _sheet(
    item: AgendaItem, day: date, marks: _Marks, signers: tuple[Signer, ...], card: Scorecard | None
) -> Letter:
    council, dossier = item.sitting.council, item.dossier
    sheet = sheet_for(dossier)
    signed_on = card.signed_at.astimezone(VIETNAM).date() if card and card.signed_at else None
    return Letter(
        title=f"Phiếu đánh giá sản phẩm OCOP: {dossier.product.name}",
        parent=committee_of(council),
        agency=council.name,
        number=None,
        place=place_of(council),
        day=signed_on,
        made_on=day,
        kind="Phiếu đánh giá sản phẩm OCOP",
        about=f"Bộ sản phẩm {sheet.number}: {sheet.title}",
        body=(_product(item), *_above(sheet), _table(sheet, marks), *_below(sheet, marks, card)),
        signers=signers,
        sample=dossier.is_sample,
    )


def _product(item: AgendaItem) -> Facts:
    product = item.dossier.product
    producer = product.producer
    return Facts(
        (
            ("Tên sản phẩm", product.name),
            ("Mã sản phẩm", product_codes([product]).get(product.pk, "")),
            ("Tên chủ thể", producer.name),
            ("Điện thoại", producer.phone),
            ("Địa chỉ", producer.address),
            ("Hồ sơ", item.dossier.code),
        )
    )


def _above(sheet: Sheet) -> Iterator[Block]:
    if sheet.dossier_knockouts:
        words = "; ".join(str(knockout.words) for knockout in sheet.dossier_knockouts)
        yield Paragraph(words, lead="Hồ sơ bị loại khi:")


def _table(sheet: Sheet, marks: _Marks) -> Table:
    rows: list[tuple[str, ...]] = []
    strong: set[int] = set()
    for part in sheet.parts:
        strong.add(len(rows))
        given = sum(marks.points.get(c.code, 0) for c in part.criteria)
        rows.append((part.letter, str(part.name), str(part.max), _if(marks, given)))
        for section in part.sections:
            if not section.alone:
                strong.add(len(rows))
                rows.append((section.code, str(section.name), str(section.max), ""))
            for criterion in section.criteria:
                strong.add(len(rows))
                rows.extend(_lines(criterion, marks))
    strong.add(len(rows))
    rows.append(("", "TỔNG ĐIỂM", "100", _if(marks, sum(marks.points.values()))))
    headers = ("Mã", "Tiêu chí và mức", "Điểm", "Chấm")
    return Table(headers, tuple(rows), (2, 15, 2, 2), "clcc", frozenset(strong))


def _lines(criterion: Criterion, marks: _Marks) -> Iterator[tuple[str, ...]]:
    given = _if(marks, marks.points.get(criterion.code, 0))
    yield criterion.code, _named(criterion, marks), str(criterion.max), given
    chosen = marks.choices.get(criterion.code, 0)
    options = criterion.options_in(marks.case)
    for option in options:
        mark = CHOSEN if marks.filled and option.position == chosen else ""
        yield "", _label(option), str(option.points if option.points is not None else ""), mark
    if not any(option.points == 0 for option in options):
        mark = CHOSEN if marks.filled and chosen == 0 else ""
        yield "", NONE_REACHED, "0", mark


def _named(criterion: Criterion, marks: _Marks) -> str:
    lines = [str(criterion.name)]
    if criterion.knockout:
        lines.append(str(criterion.knockout.words))
    if remark := marks.remarks.get(criterion.code, ""):
        lines.append(f"Nhận xét: {remark}")
    return "\n".join(lines)


def _label(option: Option) -> str:
    return f"{option.label} ({'*' * option.floor})" if option.floor else str(option.label)


def _below(sheet: Sheet, marks: _Marks, card: Scorecard | None) -> Iterator[Block]:
    if any(option.floor for criterion in sheet.criteria for option in criterion.options):
        yield Paragraph(LEGEND, italic=True)
    yield heading("Ý kiến của người đánh giá")
    opinion = card.opinion.strip() if card else ""
    if opinion:
        yield Paragraph(opinion)
    elif card is None:
        yield Paragraph("\n".join([BLANK * 12] * 3))
    else:
        yield Paragraph("Không có ý kiến thêm.")
    if card is None:
        return
    if card.replaces_id is not None:
        yield Paragraph(card.reason, lead="Phiếu này thay phiếu đã ký trước, lý do:")
    yield Paragraph(card.digest, lead="Dấu SHA-256 của phiếu:")


def _if(marks: _Marks, value: int) -> str:
    return str(value) if marks.filled else ""
