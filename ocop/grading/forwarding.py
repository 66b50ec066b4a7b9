"""What a province's dossier to the centre must hold, each part read from the record."""

from collections.abc import Iterator
from dataclasses import dataclass

from ocop.dossiers.models import Assessment, Dossier, Kind
from ocop.grading.flow import SittingState
from ocop.grading.models import ForwardedDossier, Result
from ocop.kernel.numbers import show_integer

SAMPLES = 5
DAY = "%d/%m/%Y"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the dossier: its name, whether the record has it, and what it has or lacks."""

    name: str
    is_there: bool
    told: str


def parts_of(entry: ForwardedDossier) -> list[Part]:
    """Return the parts that the decision names for this dossier, in its order.

    A five-star renewal needs the report of the province's office instead of the papers of team,
    council and approval; set 26 sends no samples.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 6.
    dossier = entry.result.item.dossier
    reports = _of_renewal(entry) if dossier.kind == Kind.RENEWAL else _of_council(entry.result)
    return [_letter(entry), *reports, _product(dossier), _extra(entry), *_samples(entry, dossier)]


def lacks_of(entry: ForwardedDossier) -> list[str]:
    """Return the names of the parts that are not there yet."""
    return [part.name for part in parts_of(entry) if not part.is_there]


def _letter(entry: ForwardedDossier) -> Part:
    letter = entry.forwarding
    told = f"Số {letter.letter_no}, {letter.signed_on:{DAY}}"
    return Part("Công văn của Ủy ban nhân dân tỉnh", bool(letter.letter_no), told)


def _of_renewal(entry: ForwardedDossier) -> Iterator[Part]:
    number = entry.office_report_no
    told = f"Số {number}" if number else "Ghi số báo cáo ở phần gửi kèm"
    yield Part("Báo cáo của cơ quan OCOP cấp tỉnh", bool(number), told)


def _of_council(result: Result) -> Iterator[Part]:
    report = Assessment.objects.filter(dossier=result.item.dossier).first()
    told = f"Số {report.report_no}, {report.signed_on:{DAY}}" if report else "Chưa có"
    yield Part("Báo cáo của Tổ tư vấn", report is not None, told)
    sitting = result.item.sitting
    is_minuted = sitting.state == SittingState.MINUTED
    lacking = f"Phiên {sitting} chưa có biên bản"
    told = f"Biên bản số {sitting.minutes_no}" if is_minuted else lacking
    yield Part("Báo cáo của Hội đồng cấp tỉnh", is_minuted, told)
    decision = result.decision
    told = f"Số {decision}, {decision.signed_on:{DAY}}" if decision else "Chưa có"
    yield Part("Quyết định phê duyệt kết quả", decision is not None, told)


def _product(dossier: Dossier) -> Part:
    files = dossier.evidence.current().count()
    told = f"{dossier.code}, {show_integer(files)} tệp minh chứng"
    return Part("Hồ sơ sản phẩm", dossier.submitted_at is not None, told)


def _extra(entry: ForwardedDossier) -> Part:
    return Part(
        "Giấy kiểm nghiệm, kiểm tra bổ sung (nếu có)", True, entry.extra_papers or "Không có"
    )


def _samples(entry: ForwardedDossier, dossier: Dossier) -> Iterator[Part]:
    if not dossier.rubric.sample_required:
        return
    told = f"{entry.samples}/{SAMPLES} mẫu"
    yield Part("05 mẫu sản phẩm", entry.samples >= SAMPLES, told)
