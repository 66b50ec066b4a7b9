"""What goes up after a sitting: the council's report, the submission, the ministry's letter."""

from collections.abc import Iterable
from datetime import date

from ocop.certificates.models import Decision
from ocop.documents.letters import (
    BLANK,
    Annex,
    Letter,
    Paragraph,
    Signer,
    Table,
    heading,
    long_day,
    offices,
)
from ocop.documents.letters.posts import for_body
from ocop.dossiers.models import Assessment, Dossier, Kind
from ocop.grading.models import AgendaItem, Result, Seat, Sitting
from ocop.grading.papers.decisions import results_of
from ocop.grading.papers.heads import (
    agenda_of,
    committee_of,
    grounds_of,
    office_of,
    place_of,
    refuse_sealed,
    round_of,
    seats_then,
)
from ocop.grading.papers.outcomes import list_table, result_of, results_table
from ocop.kernel.errors import Refused
from ocop.kernel.numbers import show_integer

# No decision names the office of a province that looks after the programme.
OFFICE = f"Cơ quan tham mưu quản lý OCOP cấp tỉnh: {BLANK}"


def council_report(sitting: Sitting, day: date) -> Letter:
    """Return the council's report on its results; refused while the cards are sealed."""
    # QĐ 26/2026/QĐ-TTg, Điều 7.3.d: hội đồng họp, báo cáo kết quả, đề nghị công nhận.
    refuse_sealed(sitting)
    council, items = sitting.council, agenda_of(sitting)
    chair = next((str(s.user) for s in seats_then(sitting) if s.role == Seat.Role.CHAIR), "")
    return Letter(
        title=f"Báo cáo kết quả đánh giá {sitting.code}",
        parent=committee_of(council),
        agency=council.name,
        place=place_of(council),
        made_on=day,
        kind="Báo cáo",
        about=f"Kết quả đánh giá, phân hạng sản phẩm OCOP{round_of(sitting)}",
        addressed=(f"Kính gửi: {_above(sitting)}",),
        grounds=grounds_of(items),
        body=(
            Paragraph(
                f"Ngày {long_day(sitting.held_on)}, {council.name} đã đánh giá "
                f"{show_integer(len(items))} sản phẩm. Kết quả như sau:"
            ),
            results_table(items),
            *_proposals(items),
        ),
        recipients=("Như trên", "Lưu: hồ sơ Hội đồng"),
        signers=(for_body("HỘI ĐỒNG", "Chủ tịch", chair),),
        sample=any(item.dossier.is_sample for item in items),
    )


def submission(sitting: Sitting, day: date) -> Letter:
    """Return the submission by which the programme's office lays the results before the chair.

    Refused while the cards are sealed, and before the council has concluded on anything.
    """
    refuse_sealed(sitting)
    council, items = sitting.council, agenda_of(sitting)
    results = [item.result for item in items if result_of(item) is not None]
    if not results:
        raise Refused("Hội đồng chưa kết luận sản phẩm nào của phiên này nên chưa có gì để trình.")
    minutes_no = f" số {sitting.minutes_no}" if sitting.minutes_no else ""
    return Letter(
        title=f"Tờ trình kết quả phiên họp {sitting.code}",
        parent=committee_of(council),
        agency=OFFICE,
        place=place_of(council),
        made_on=day,
        kind="Tờ trình",
        about=f"Về kết quả đánh giá, phân hạng sản phẩm OCOP{round_of(sitting)}",
        addressed=(f"Kính gửi: {_above(sitting)}",),
        grounds=(
            *grounds_of(items),
            f"Căn cứ Biên bản{minutes_no} ngày {long_day(sitting.held_on)} của {council.name}",
        ),
        body=(
            Paragraph(
                f"{council.name} đã đánh giá {show_integer(len(items))} sản phẩm, kết luận "
                f"{show_integer(len(results))} sản phẩm. Danh sách tại Phụ lục kèm theo."
            ),
            *_proposals(items),
            Paragraph(f"Kính trình {_above(sitting)} xem xét, quyết định."),
        ),
        recipients=("Như trên", "Lưu: VT"),
        signers=(Signer("Thủ trưởng"),),
        annexes=(Annex("Kết quả đánh giá, phân hạng sản phẩm OCOP", (results_table(items),)),),
        sample=any(item.dossier.is_sample for item in items),
    )


def to_ministry(signed: Decision, day: date) -> Letter:
    """Return the province's letter that sends the approved products to the ministry.

    Refused for anything but an approval of results that this system holds.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 6 and 7.3.e: the dossier that the province sends to the ministry.
    results = list(results_of(signed)) if signed.kind == Decision.Kind.APPROVAL else []
    if not results:
        raise Refused("Chỉ lập công văn gửi Bộ cho quyết định phê duyệt kết quả từ 90 điểm.")
    province = signed.province
    return Letter(
        title=f"Công văn gửi hồ sơ theo Quyết định {signed.number}",
        parent=offices.COMMITTEE,
        agency=province.full_name,
        place=province.name,
        made_on=day,
        about="đề nghị đánh giá, công nhận sản phẩm OCOP 5 sao",
        addressed=(f"Kính gửi: {offices.MINISTRY}",),
        body=(
            Paragraph(
                f"Ngày {long_day(signed.signed_on)}, {offices.chair_of(province.full_name)} đã ban "
                f"hành Quyết định số {signed.number} phê duyệt kết quả đánh giá "
                f"{show_integer(len(results))} sản phẩm đạt từ 90 điểm trở lên."
            ),
            Paragraph(
                f"{offices.committee(province.full_name)} gửi {offices.MINISTRY} 01 bộ hồ "
                "sơ giấy và 01 bộ hồ sơ điện tử của từng sản phẩm, danh mục tại các Phụ lục kèm "
                "theo, đề nghị đánh giá, công nhận theo quy định."
            ),
        ),
        recipients=("Như trên", "Chủ thể có sản phẩm", "Lưu: VT"),
        signers=(for_body("ỦY BAN NHÂN DÂN", "Chủ tịch"),),
        annexes=(
            Annex("Danh sách đề nghị công nhận 5 sao", (list_table(results, signed),), "Phụ lục I"),
            Annex("Danh mục hồ sơ gửi kèm", (_enclosed(results, signed),), "Phụ lục II"),
        ),
        sample=all(one.item.dossier.is_sample for one in results),
    )  # fmt: skip


def _enclosed(results: list[Result], signed: Decision) -> Table:
    dossiers = [one.item.dossier for one in results]
    reports = {one.dossier_id: one for one in Assessment.objects.filter(dossier__in=dossiers)}
    rows = tuple(
        (str(place), dossier.code, dossier.product.name, "\n".join(
            _parts(one, signed, reports.get(dossier.pk))
        ))
        for place, (one, dossier) in enumerate(zip(results, dossiers, strict=True), start=1)
    )  # fmt: skip
    return Table(("TT", "Hồ sơ", "Sản phẩm", "Thành phần"), rows, (1, 4, 6, 14), "clll")


def _parts(result: Result, signed: Decision, report: Assessment | None) -> list[str]:
    """Return the papers that go with one product, with the numbers the record holds."""
    dossier: Dossier = result.item.dossier
    sitting = result.item.sitting
    told = f"số {report.report_no} ngày {long_day(report.signed_on)}" if report else f"số {BLANK}"
    parts = [
        f"Báo cáo của Tổ tư vấn {told}",
        f"Báo cáo của Hội đồng cấp tỉnh, Biên bản số {sitting.minutes_no or BLANK}",
        f"Quyết định phê duyệt kết quả số {signed.number}",
        f"Hồ sơ sản phẩm ({dossier.get_kind_display().lower()})",
        "Giấy kiểm nghiệm, kết quả kiểm tra bổ sung (nếu có)",
    ]
    if dossier.kind == Kind.RENEWAL:
        parts[:3] = [f"Báo cáo của cơ quan tham mưu quản lý OCOP cấp tỉnh {BLANK}"]
    if dossier.rubric.sample_required:
        parts.append("05 mẫu sản phẩm")
    return parts


def _proposals(items: Iterable[AgendaItem]) -> list[Paragraph]:
    """Return what is proposed for whom, by outcome, in the words of the outcomes."""
    found = [item.result for item in items if result_of(item) is not None]
    told: list[Paragraph] = [heading("Đề nghị")]
    central = any(one.item.sitting.council.is_central for one in found)
    said = _PROPOSED_CENTRALLY if central else _PROPOSED
    for number, (outcome, proposes) in enumerate(said.items(), start=1):
        names = "; ".join(
            f"{one.item.dossier.product}{f' ({one.stars} sao)' if one.stars >= 3 else ''}"
            for one in found
            if one.outcome == outcome
        )
        told.append(Paragraph(f"{proposes}: {names or 'không có'}.", lead=f"{number}."))
    return told


_PROPOSED = {
    Result.Outcome.RECOGNIZED: "Công nhận và cấp giấy chứng nhận 3 sao, 4 sao",
    Result.Outcome.FORWARDED: "Phê duyệt kết quả từ 90 điểm, gửi hồ sơ đánh giá 5 sao",
    Result.Outcome.NONE: "Thông báo không xếp hạng từ 3 sao",
}
_PROPOSED_CENTRALLY = {
    Result.Outcome.NATIONAL: "Công nhận và cấp giấy chứng nhận 5 sao",
    Result.Outcome.GIVEN_BACK: "Trả kết quả về tỉnh để công nhận 3, 4 sao hoặc đánh giá lại",
}


def _above(sitting: Sitting) -> str:
    return office_of(sitting.council.level, sitting.council.province).head
