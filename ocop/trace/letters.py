"""The report of a recall: what was called back, where it was, and how much was found."""

from datetime import date

from ocop.documents.letters import (
    BLANK,
    Annex,
    Facts,
    Letter,
    Paragraph,
    Signer,
    Table,
    long_day,
    offices,
)
from ocop.documents.letters.layout import heading
from ocop.kernel.numbers import show_integer
from ocop.places.models import Province
from ocop.trace.models import Recall, RecalledLot, RecallStop

MOST_ROWS = 2_000


def recall_report(held: Recall, day: date) -> Letter:
    """Return the report on a recall or drill as it stands on ``day``."""
    lots = list(
        held.lots.select_related("lot__product__producer").order_by("step", "pk")[:MOST_ROWS]
    )
    stops = list(
        held.stops.select_related("entry__lot__product", "entry__producer").order_by("pk")[
            :MOST_ROWS
        ]
    )
    province = _province(held)
    office = offices.committee_office(province.full_name, province.name)
    what = "diễn tập thu hồi" if held.is_drill else "thu hồi"
    return Letter(
        title=f"Báo cáo {what} lô hàng {held}",
        kind="BÁO CÁO",
        parent=office.parent,
        agency=office.agency,
        place=office.place,
        made_on=day,
        about=f"Kết quả {what} lô hàng {_start(held)}",
        body=(
            heading("1. Căn cứ và phạm vi"),
            Facts(_facts(held, lots, stops)),
            heading("2. Kết quả"),
            Paragraph(_result(lots, stops)),
            heading("3. Kết luận"),
            Paragraph(held.conclusion or BLANK),
        ),
        recipients=("Như kính gửi", "Lưu: VT, hồ sơ"),
        signers=(Signer(BLANK),),
        annexes=(
            Annex("Các lô bị thu hồi", (_lots(lots),), label="Phụ lục 1"),
            Annex("Nơi đã nhận hàng", (_stops(stops),), label="Phụ lục 2"),
        ),
        sample=held.is_sample,
    )


def _province(held: Recall) -> Province:
    if held.lot is not None:
        return held.lot.product.commune.province
    assert held.harvest is not None, "A recall is of a lot or a harvest (recall_of_one)."
    return held.harvest.site.commune.province


def _start(held: Recall) -> str:
    if held.lot is not None:
        return f"{held.lot.product}, lô {held.lot.code}"
    return f"mẻ nguyên liệu {held.harvest}"


def _facts(
    held: Recall, lots: list[RecalledLot], stops: list[RecallStop]
) -> tuple[tuple[str, str], ...]:
    return (
        ("Bắt đầu từ", _start(held)),
        ("Lý do", held.reason),
        ("Quyết định", held.decision or ("Diễn tập, không có quyết định" if held.is_drill else "")),
        ("Từ ngày", long_day(held.effective_on)),
        ("Số lô liên quan", show_integer(len(lots))),
        ("Số nơi đã nhận hàng", show_integer(len(stops))),
        ("Kết thúc", long_day(held.closed_on) if held.closed_on else "Chưa kết thúc"),
    )


def _result(lots: list[RecalledLot], stops: list[RecallStop]) -> str:
    made = sum(row.units for row in lots)
    kept = sum(row.found or 0 for row in lots)
    gone = sum(stop.units for stop in stops)
    back = sum(stop.found or 0 for stop in stops)
    waiting = sum(row.found is None for row in lots) + sum(stop.found is None for stop in stops)
    words = (
        f"Các lô liên quan có {show_integer(made)} đơn vị. Tìm thấy tại kho của chủ thể "
        f"{show_integer(kept)} đơn vị. Đã giao, bán {show_integer(gone)} đơn vị, gọi về được "
        f"{show_integer(back)} đơn vị."
    )
    return f"{words} Còn {show_integer(waiting)} nơi chưa ghi số tìm thấy." if waiting else words


def _lots(lots: list[RecalledLot]) -> Table:
    return Table(
        ("TT", "Sản phẩm, lô", "Chủ thể", "Số đơn vị", "Tìm thấy"),
        tuple(
            (str(n), f"{row.lot.product}, lô {row.lot.code}", str(row.lot.product.producer),
             show_integer(row.units), _found(row.found))
            for n, row in enumerate(lots, 1)
        ),
        widths=(1, 6, 5, 2, 2),
        aligned="cllrr",
    )  # fmt: skip


def _stops(stops: list[RecallStop]) -> Table:
    return Table(
        ("TT", "Nơi nhận", "Lô", "Bên giao", "Đã giao", "Gọi về"),
        tuple(
            (str(n), stop.entry.partner or "Bán lẻ", str(stop.entry.lot),
             str(stop.entry.producer), show_integer(stop.units), _found(stop.found))
            for n, stop in enumerate(stops, 1)
        ),
        widths=(1, 5, 2, 4, 2, 2),
        aligned="clllrr",
    )  # fmt: skip


def _found(found: int | None) -> str:
    return "" if found is None else show_integer(found)
