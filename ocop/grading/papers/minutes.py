"""Biên bản họp hội đồng: who took part, what each product was given, and what was concluded."""

from collections.abc import Iterator
from datetime import date, datetime

from ocop.documents.letters import BLANK, Block, Facts, Letter, Paragraph, Table, heading, long_day
from ocop.grading.flow import COMMITTED
from ocop.grading.models import AgendaItem, Scorecard, Seat, Sitting
from ocop.grading.papers.heads import (
    agenda_of,
    committee_of,
    grounds_of,
    place_of,
    refuse_sealed,
    round_of,
    seats_then,
    signer_in,
)
from ocop.grading.papers.outcomes import knockout_line, result_of, results_table
from ocop.grading.queries import abstentions, corrections, standing_cards, voting_seats
from ocop.kernel.act import VIETNAM
from ocop.kernel.numbers import show_fraction
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.table import marks_of

NOBODY = "Không có."


def minutes(sitting: Sitting, day: date) -> Letter:
    """Return the minutes of a closed sitting; refused while its cards are sealed."""
    refuse_sealed(sitting)
    council, items, seats = sitting.council, agenda_of(sitting), seats_then(sitting)
    what = "lấy ý kiến bằng văn bản" if sitting.is_written else "họp"
    return Letter(
        title=f"Biên bản {what} {sitting.code}",
        parent=committee_of(council),
        agency=council.name,
        number=sitting.minutes_no,
        place=place_of(council),
        day=sitting.counted_on if sitting.is_written else sitting.held_on,
        made_on=day,
        kind="Biên bản",
        about=f"{what[0].upper()}{what[1:]} đánh giá, phân hạng sản phẩm OCOP{round_of(sitting)}",
        grounds=grounds_of(items),
        body=(
            *_time_and_place(sitting),
            *_members(sitting, seats),
            *_quorum(sitting, items),
            *_kept_out(items),
            heading("IV. Kết quả đánh giá"),
            results_table(items),
            *_corrections(items),
            *_knockouts(items),
            *_conclusion(sitting, items),
        ),
        recipients=("Thành viên Hội đồng", "Lưu: hồ sơ phiên họp"),
        signers=(
            signer_in(seats, Seat.Role.SECRETARY, "Thư ký"),
            signer_in(seats, Seat.Role.CHAIR, "Chủ tọa"),
        ),
        sample=any(item.dossier.is_sample for item in items),
    )


def _time_and_place(sitting: Sitting) -> Iterator[Block]:
    yield heading("I. Thời gian, địa điểm")
    opened, closed = _moment(sitting.opened_at), _moment(sitting.closed_at)
    yield Facts(
        (
            ("Ngày", long_day(sitting.held_on)),
            ("Địa điểm", "Lấy ý kiến bằng văn bản" if sitting.is_written else sitting.place),
            ("Mở phiên chấm lúc", opened),
            ("Đóng phiếu lúc", closed),
        )
    )


def _members(sitting: Sitting, seats: list[Seat]) -> Iterator[Block]:
    """List the seats with what each handed in; who came is not in the record."""
    yield heading("II. Thành phần")
    handed_in: dict[int, int] = {}
    cards = Scorecard.objects.filter(item__sitting=sitting, state__in=COMMITTED, replaces=None)
    for seat in cards.values_list("seat_id", flat=True):
        handed_in[seat] = handed_in.get(seat, 0) + 1
    rows = tuple(
        (
            str(number),
            str(seat.user),
            seat.agency or BLANK,
            seat.get_role_display(),
            str(handed_in.get(seat.pk, 0)) if seat.role in Seat.SCORING else "",
        )
        for number, seat in enumerate(seats, start=1)
    )
    headers = ("TT", "Họ và tên", "Cơ quan", "Vai trò", "Số phiếu đã nộp")
    yield Table(headers, rows, (1, 6, 6, 5, 3), "clllr")
    if not sitting.is_written:
        yield Facts((("Vắng mặt", ""), ("Khách mời", "")))


def _quorum(sitting: Sitting, items: list[AgendaItem]) -> Iterator[Block]:
    yield heading("III. Tỷ lệ phiếu, người không chấm")
    by_law = sitting.council.by_law
    yield Paragraph(
        f"Theo {by_law.name}{_numbered(by_law.decision_no)}, kết luận cần phiếu của ít nhất "
        f"{by_law.quorum_numerator}/{by_law.quorum_denominator} số ghế có quyền chấm; các phiếu "
        f"không lệch nhau quá {by_law.spread} điểm. Số phiếu hợp lệ trên số ghế có quyền chấm "
        "của từng hồ sơ:"
    )
    rows = tuple(
        (
            str(item.position),
            item.dossier.product.name,
            f"{standing_cards(item).count()}/{len(voting_seats(item))}",
        )
        for item in items
    )
    yield Table(("TT", "Sản phẩm", "Phiếu hợp lệ"), rows, (1, 12, 3), "clc")


def _kept_out(items: list[AgendaItem]) -> Iterator[Block]:
    conflicts = [
        f"{conflict.seat.user} ({item.dossier.product}): {conflict.get_ground_display().lower()}"
        + (f"; {conflict.note}" if conflict.note else "")
        for item in items
        for conflict in item.conflicts.select_related("seat__user").order_by("pk")
    ]
    yield Paragraph("\n".join(conflicts) or NOBODY, lead="Khai xung đột lợi ích:")
    held_back = [
        f"{card.seat.user} ({item.dossier.product}): {card.opinion or BLANK}"
        for item in items
        for card in abstentions(item)
    ]
    yield Paragraph("\n".join(held_back) or NOBODY, lead="Không chấm, có lý do:")


def _corrections(items: list[AgendaItem]) -> Iterator[Block]:
    told = [
        f"{card.seat.user} ({item.dossier.product}): từ {_total(item, card.replaces)} thành "
        f"{_total(item, card)} điểm; lý do: {card.reason}"
        for item in items
        for card in corrections(item)
    ]
    yield Paragraph("\n".join(told) or NOBODY, lead="Phiếu được thay:")


def _knockouts(items: list[AgendaItem]) -> Iterator[Block]:
    told = [
        f"{item.dossier.product}: {knockout_line(one.at, one.reason)}"
        for item in items
        for one in item.knockouts.order_by("pk")
    ]
    yield Paragraph("\n".join(told) or NOBODY, lead="Trường hợp bị loại:")


def _conclusion(sitting: Sitting, items: list[AgendaItem]) -> Iterator[Block]:
    yield heading("V. Kết luận")
    for item in items:
        result = result_of(item)
        if result is None:
            yield Paragraph(f"{item.dossier.product}: chưa kết luận.")
            continue
        outcome = result.get_outcome_display()
        yield Paragraph(
            f"{item.dossier.product}: {show_fraction(result.points)} điểm. "
            f"{outcome}{f' {result.stars} sao' if result.outcome == 'recognized' else ''}."
        )
    if sitting.minutes:
        yield Paragraph(sitting.minutes)
    else:
        yield Paragraph("\n".join([BLANK * 12] * 3))
    yield Paragraph(f"Biên bản kết thúc lúc {BLANK}, được lập thành {BLANK} bản.")


def _total(item: AgendaItem, card: Scorecard | None) -> str:
    if card is None:
        return BLANK
    sheet, case = sheet_of(item.dossier.rubric), item.dossier.case or None
    return str(sum(marks_of(sheet, card.choices, case=case).values()))


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    here = at.astimezone(VIETNAM)
    return f"{here:%H} giờ {here:%M}, ngày {long_day(here.date())}"


def _numbered(decision_no: str) -> str:
    return f" (Quyết định số {decision_no})" if decision_no else ""
