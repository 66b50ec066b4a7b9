"""Papers between province and centre: the letter with its dossiers, and the answer that returns."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ocop.documents.letters import (
    BLANK,
    Annex,
    Letter,
    Paragraph,
    Signer,
    Table,
    long_day,
    offices,
)
from ocop.documents.letters.posts import for_body
from ocop.grading.forwarding import parts_of
from ocop.grading.models import CentralAnswer, ForwardedDossier, Forwarding, RedoRequest
from ocop.grading.papers.outcomes import list_table
from ocop.kernel.errors import Refused
from ocop.kernel.numbers import show_fraction, show_integer

FIVE = 5


def forwarding_letter(forwarding: Forwarding, day: date) -> Letter:
    """Return the province's letter to the ministry, with each dossier's parts as the record has.

    Refused while it holds no dossier.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 6 and 7.3.e.
    entries = list(_whole(forwarding))
    if not entries:
        raise Refused("Lần gửi này chưa có hồ sơ nào.")
    province = forwarding.province
    results = [entry.result for entry in entries]
    return Letter(
        title=f"Công văn gửi hồ sơ 5 sao {forwarding}",
        parent=offices.COMMITTEE,
        agency=province.full_name,
        place=province.name,
        number=forwarding.letter_no,
        day=forwarding.signed_on,
        made_on=day,
        about="đề nghị đánh giá, công nhận sản phẩm OCOP 5 sao",
        addressed=(f"Kính gửi: {offices.MINISTRY}",),
        body=(
            Paragraph(
                f"{offices.committee(province.full_name)} gửi {offices.MINISTRY} 01 bộ hồ sơ giấy "
                f"và 01 bộ hồ sơ điện tử của {show_integer(len(entries))} sản phẩm đã được phê "
                "duyệt kết quả từ 90 điểm trở lên, danh mục tại các Phụ lục kèm theo, đề nghị "
                "đánh giá, công nhận theo quy định."
            ),
        ),
        recipients=("Như trên", "Chủ thể có sản phẩm", "Lưu: VT"),
        signers=(for_body("ỦY BAN NHÂN DÂN", "Chủ tịch"),),
        annexes=(
            Annex("Danh sách đề nghị công nhận 5 sao", (list_table(results, None),), "Phụ lục I"),
            Annex("Danh mục hồ sơ gửi kèm", (_enclosed(entries),), "Phụ lục II"),
        ),
        sample=forwarding.is_sample,
    )


def return_letter(answer: CentralAnswer, day: date) -> Letter:
    """Return the ministry's letter that gives a result below five stars back to its province.

    Refused for five stars, and for an answer that was typed in from a document.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 7.4.g.
    if answer.decision is not None and answer.stars == FIVE:
        raise Refused("Kết quả 5 sao có quyết định công nhận, không có văn bản trả về.")
    if answer.finding is None:
        raise Refused("Kết quả này ghi theo văn bản của trung ương; hãy dùng văn bản đó.")
    dossier = answer.result.item.dossier
    province = dossier.product.commune.province
    office = offices.ministry_office()
    sitting = answer.finding.item.sitting
    return Letter(
        title=f"Công văn trả kết quả {dossier}",
        agency=office.agency,
        place=office.place,
        number=answer.document_no,
        day=answer.answered_on,
        made_on=day,
        about=f"kết quả đánh giá cấp trung ương sản phẩm {dossier.product.name}",
        addressed=(f"Kính gửi: {offices.committee(province.full_name)}",),
        body=(
            Paragraph(
                f"Ngày {long_day(sitting.held_on)}, {sitting.council.name} đã đánh giá sản phẩm "
                f"{dossier.product.name} của {dossier.product.producer.name} (hồ sơ {dossier}). "
                f"Điểm trung bình: {show_fraction(answer.finding.points)} điểm; "
                f"hạng {answer.stars} sao."
            ),
            Paragraph(
                "Sản phẩm chưa đạt 5 sao. Đề nghị Chủ tịch Ủy ban nhân dân cấp tỉnh sử dụng kết "
                "quả này để công nhận hạng sao theo thẩm quyền, hoặc đánh giá lại theo thẩm quyền."
            ),
        ),
        recipients=("Như trên", "Lưu: VT"),
        signers=(Signer("Thủ trưởng đơn vị được giao"),),
        sample=dossier.is_sample,
    )


def redo_letter(request: RedoRequest, day: date) -> Letter:
    """Return the ministry's letter that asks a province to do an evaluation again."""
    # QĐ 26/2026/QĐ-TTg, Điều 10.1.b.
    dossier = request.result.item.dossier
    province = dossier.product.commune.province
    office = offices.ministry_office()
    letter = Letter(
        title=f"Công văn đề nghị đánh giá lại {request}",
        agency=office.agency,
        place=office.place,
        made_on=day,
        about=f"đề nghị đánh giá lại sản phẩm {dossier.product.name}",
        addressed=(f"Kính gửi: {offices.committee(province.full_name)}",),
        body=(
            Paragraph(
                f"Qua theo dõi, việc đánh giá sản phẩm {dossier.product.name} của "
                f"{dossier.product.producer.name} (hồ sơ {dossier}) có điểm bất thường: "
                f"{request.reason}"
            ),
            Paragraph(
                "Đề nghị thu hồi quyết định công nhận, tổ chức đánh giá lại và trả lời "
                f"{offices.MINISTRY} chậm nhất ngày {long_day(request.answer_by)}."
            ),
        ),
        recipients=("Như trên", "Lưu: VT"),
        signers=(Signer(f"{BLANK}"),),
        sample=request.is_sample,
    )
    return replace(letter, number=request.document_no, day=request.asked_on)


def _whole(forwarding: Forwarding) -> Iterable[ForwardedDossier]:
    return forwarding.dossiers.select_related(
        "forwarding",
        "result__decision",
        "result__central",
        "result__item__sitting",
        "result__item__dossier__product__producer",
        "result__item__dossier__product__commune",
        "result__item__dossier__rubric",
    ).order_by("pk")


def _enclosed(entries: Iterable[ForwardedDossier]) -> Table:
    rows = tuple(
        (
            str(place),
            entry.result.item.dossier.code,
            entry.result.item.dossier.product.name,
            "\n".join(f"{part.name}: {part.told}" for part in parts_of(entry)),
        )
        for place, entry in enumerate(entries, start=1)
    )
    return Table(("TT", "Hồ sơ", "Sản phẩm", "Thành phần"), rows, (1, 4, 6, 14), "clll")
