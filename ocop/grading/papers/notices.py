"""Thông báo kết quả to the applicant and its commune."""

from datetime import date

from ocop.documents.letters import Facts, Letter, Paragraph, Signer, heading, long_day, offices
from ocop.grading.models import Result
from ocop.grading.papers.heads import committee_of, place_of
from ocop.grading.papers.outcomes import reasons, stars_in_words
from ocop.grading.papers.submissions import OFFICE
from ocop.kernel.numbers import show_fraction


def result_notice(result: Result, day: date) -> Letter:
    """Return the notice of one result to its applicant and the commune."""
    # QĐ 26/2026/QĐ-TTg, Điều 7.3.g
    item = result.item
    product, council = item.dossier.product, item.sitting.council
    why = reasons(result)
    return Letter(
        title=f"Thông báo kết quả đánh giá {item.dossier}",
        parent=committee_of(council),
        agency=OFFICE,
        place=place_of(council),
        made_on=day,
        kind="Thông báo",
        about=f"Kết quả đánh giá, phân hạng sản phẩm {product.name}",
        addressed=(
            f"Kính gửi: {product.producer.name}; {offices.committee(product.commune.full_name)}",
        ),
        body=(
            Paragraph(
                f"{council.name} đã đánh giá sản phẩm tại phiên ngày "
                f"{long_day(item.sitting.held_on)}. Kết quả như sau:"
            ),
            _found(result),
            *([heading("Vì sao chưa đạt hạng cao hơn"), Paragraph("\n".join(why))] if why else []),
            Paragraph(
                "Chủ thể xem phiếu điểm từng tiêu chí và bằng chứng trên hệ thống. Có chỗ chưa rõ, "
                "hãy hỏi cán bộ OCOP của xã hoặc cơ quan gửi thông báo này."
            ),
        ),
        recipients=("Như trên", "Lưu: VT"),
        signers=(Signer("Thủ trưởng"),),
        sample=item.dossier.is_sample,
    )


def _found(result: Result) -> Facts:
    """Return what the council found, line by line."""
    dossier = result.item.dossier
    return Facts(
        (
            ("Hồ sơ", dossier.code),
            ("Sản phẩm", dossier.product.name),
            ("Chủ thể", dossier.product.producer.name),
            ("Điểm trung bình", show_fraction(result.points)),
            ("Hạng sao theo kết luận của Hội đồng", stars_in_words(result.stars)),
            *_since(result),
        )
    )


def _since(result: Result) -> tuple[tuple[str, str], ...]:
    """Return the decision, and what the centre found, where there are any."""
    told: list[tuple[str, str]] = []
    if result.decision is not None:
        decision = result.decision
        told.append((decision.get_kind_display(), _named(decision.number, decision.signed_on)))
    if hasattr(result, "central"):
        central = result.central
        told.append(("Kết quả của trung ương", stars_in_words(central.stars)))
        told.append(("Văn bản của trung ương", _named(central.document_no, central.answered_on)))
    return tuple(told)


def _named(number: str, day: date) -> str:
    return f"số {number} ngày {long_day(day)}"
