"""The council's papers, filled from the record of a sitting."""

from datetime import date
from io import BytesIO
from types import SimpleNamespace

import docx as library
import pytest
from pypdf import PdfReader

from ocop.certificates.models import Decision, Level
from ocop.documents.letters import docx, pdf
from ocop.grading import operations, papers
from ocop.grading.flow import SittingState
from ocop.grading.models import CentralAnswer, Conflict, Result, Seat
from ocop.grading.papers.numbers import missing_numbers
from ocop.grading.papers.outcomes import reasons, stars_of
from ocop.kernel.errors import Refused
from tests import cast
from tests.documents.letters.paper import words
from tests.factories.dossiers import a_certificate, a_product, act_of
from tests.factories.grading import a_card, a_seat, a_sitting
from tests.moment import NOW, TODAY
from tests.world_councils import a_result

pytestmark = pytest.mark.django_db


def read(letter):
    """Return all words of a paper, as its Word file holds them; the PDF must hold them too."""
    text = "\n".join(words(library.Document(BytesIO(docx(letter)))))
    printed = " ".join(p.extract_text() for p in PdfReader(BytesIO(pdf(letter))).pages)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in " ".join(printed.split())
    return text


@pytest.fixture
def met():
    """A closed sitting of two dossiers: cards, a conflict, a correction, a result each."""
    sitting = a_sitting(SittingState.CLOSED, seats=3, items=2)
    secretary = a_seat(sitting.council, Seat.Role.SECRETARY, cast.person("thuky", "Lưu Thị Ký"))
    first, second = sitting.items.order_by("position")
    chair, *members = sitting.council.seats.filter(role__in=Seat.SCORING).order_by("pk")
    old = a_card(first, chair, {"1.1": 1})
    a_card(first, chair, {"1.1": 2}, replaces=old, reason="Chọn nhầm mức nguyên liệu")
    a_card(
        first, members[0], {"1.1": 3}, opinion="Nên ghi rõ vùng nguyên liệu", remarks={"1.1": "Tốt"}
    )
    Conflict.objects.create(
        item=first, seat=members[1], ground=Conflict.Ground.ADVISER, created_at=NOW
    )
    sitting.state, sitting.closed_at, sitting.opened_at = SittingState.CLOSED, NOW, NOW
    sitting.save()
    return SimpleNamespace(
        sitting=sitting, first=first, second=second, chair=chair, secretary=secretary
    )


def result(item, mean, stars, outcome, **facts):
    found = a_result(item, stars, outcome)
    found.mean = mean
    found.facts = {"totals": [70, 73], "band": stars, "missed_floors": [], **facts}
    found.save()
    return found


def a_decision(kind=Decision.Kind.RECOGNITION, **fields):
    made = a_certificate(a_product()).decision
    told = {"kind": kind, "number": "88/QĐ-UBND", "signer": "Vũ Đình Khải",
            "signer_post": "Phó Chủ tịch", **fields}  # fmt: skip
    for name, value in told.items():
        setattr(made, name, value)
    made.save()
    return made


def test_the_invitation_names_every_dossier_and_every_seat_and_leaves_the_hour_open(met):
    text = read(papers.invitation(met.sitting, TODAY))
    assert met.first.dossier.code in text
    assert met.second.dossier.product.name in text
    assert "Lưu Thị Ký" in text
    assert "Thời gian: ………… giờ" in text


@pytest.mark.parametrize("state", [SittingState.CONVENED, SittingState.OPEN])
@pytest.mark.parametrize(
    "paper",
    [papers.minutes, papers.council_report, papers.submission,
     papers.recognition_draft, papers.approval_draft],
)  # fmt: skip
def test_no_paper_with_points_exists_before_the_close(met, paper, state):
    met.sitting.state = state
    met.sitting.save()
    with pytest.raises(Refused, match="niêm phong"):
        paper(met.sitting, TODAY)


def test_a_sheet_is_not_filled_before_the_close(met):
    card = met.first.cards.first()
    met.first.sitting.state = card.item.sitting.state = SittingState.OPEN
    with pytest.raises(Refused, match="niêm phong"):
        papers.filled_sheet(card, TODAY)


def test_a_blank_sheet_prints_every_option_and_no_mark(met):
    letter = papers.blank_sheet(met.first, TODAY)
    text = read(letter)
    table = next(block for block in letter.body if hasattr(block, "rows"))
    assert len(table.rows) > 100
    assert not any(row[3] for row in table.rows)
    assert "Dấu sao là yêu cầu tối thiểu" in text
    assert "NGƯỜI ĐÁNH GIÁ" in text
    assert "Số: " not in text


def test_a_filled_sheet_shows_what_was_chosen_the_opinion_and_the_digest(met):
    card = met.first.cards.get(opinion__startswith="Nên")
    letter = papers.filled_sheet(card, TODAY)
    table = next(block for block in letter.body if hasattr(block, "rows"))
    marks = [row for row in table.rows if row[3] == "X"]
    criteria = [row for row in table.rows if row[0].count(".") == 1]
    assert len(marks) >= 1
    assert any("Nhận xét: Tốt" in row[1] for row in criteria)
    text = read(letter)
    assert "Nên ghi rõ vùng nguyên liệu" in text
    assert card.digest in text
    assert str(card.seat.user) in text


def test_a_sheet_that_replaces_another_says_why(met):
    card = met.first.cards.get(replaces__isnull=False)
    assert "Chọn nhầm mức nguyên liệu" in read(papers.filled_sheet(card, TODAY))


def test_an_unsigned_card_is_no_sheet(met):
    from ocop.grading.flow import CardState

    card = a_card(met.second, met.chair, {}, CardState.OPEN)
    with pytest.raises(Refused, match="chưa được ký"):
        papers.filled_sheet(card, TODAY)


def test_the_minutes_tell_who_signed_who_kept_out_what_was_replaced_and_what_was_found(met):
    result(met.first, "143/2", 4, Result.Outcome.RECOGNIZED)
    operations.uphold_knockout(
        met.second, act_of(cast.tung()), at="dossier", reason="Giấy tờ không đúng"
    )
    text = read(papers.minutes(met.sitting, TODAY))
    for told in (
        "3/4 số ghế có quyền chấm",
        "không lệch nhau quá 10 điểm",
        "đã tư vấn cho chủ thể",
        "Chọn nhầm mức nguyên liệu",
        "71,5",
        "4 sao",
        "Loại hồ sơ: Giấy tờ không đúng",
        "Chưa kết luận",
        "Lưu Thị Ký",
        "THƯ KÝ",
        "CHỦ TỌA",
    ):
        assert told in text
    assert "Vắng mặt: ………" in text


def test_the_minutes_bear_the_number_that_was_filed_and_an_open_one_before(met):
    assert "Số: ……" in read(papers.minutes(met.sitting, TODAY))
    met.sitting.minutes_no, met.sitting.minutes = "03/BB-HĐ", "Các thành viên thống nhất."
    text = read(papers.minutes(met.sitting, TODAY))
    assert "Số: 03/BB-HĐ" in text
    assert "Các thành viên thống nhất." in text


def test_a_mean_just_below_a_star_is_cut_and_not_rounded_up_on_paper(met):
    result(met.first, "2699/30", 4, Result.Outcome.RECOGNIZED)
    assert "89,96" in read(papers.minutes(met.sitting, TODAY))


def test_the_report_and_the_submission_propose_by_outcome(met):
    result(met.first, "143/2", 4, Result.Outcome.RECOGNIZED)
    result(met.second, "40", 2, Result.Outcome.NONE)
    for paper in (papers.council_report, papers.submission):
        text = read(paper(met.sitting, TODAY))
        assert (
            f"Công nhận và cấp giấy chứng nhận 3 sao, 4 sao: {met.first.dossier.product} (4 sao)"
            in text
        )
        assert f"Thông báo không xếp hạng từ 3 sao: {met.second.dossier.product}" in text
        assert "Phê duyệt kết quả từ 90 điểm, gửi hồ sơ đánh giá 5 sao: không có" in text


def test_nothing_is_submitted_before_anything_was_concluded(met):
    with pytest.raises(Refused, match="chưa kết luận"):
        papers.submission(met.sitting, TODAY)


def test_a_draft_is_open_where_the_leader_writes_and_lists_what_waits(met):
    found = result(met.first, "143/2", 4, Result.Outcome.RECOGNIZED)
    letter = papers.recognition_draft(met.sitting, TODAY)
    text = read(letter)
    assert "Số: ……" in text
    assert "1 sản phẩm 4 sao" in text
    assert met.first.dossier.product.name in text
    assert "Luật Tổ chức chính quyền địa phương" in text
    found.decision = a_decision()
    found.save()
    with pytest.raises(Refused, match="không còn kết quả"):
        papers.recognition_draft(met.sitting, TODAY)


def test_a_signed_decision_bears_its_number_its_day_and_its_signer_for_the_chair(met):
    found = result(met.first, "143/2", 4, Result.Outcome.RECOGNIZED)
    found.decision = a_decision()
    found.save()
    text = read(papers.decision_paper(found.decision, TODAY))
    assert "Số: 88/QĐ-UBND" in text
    assert "KT. CHỦ TỊCH" in text
    assert "PHÓ CHỦ TỊCH" in text
    assert "Vũ Đình Khải" in text
    assert "36 tháng kể từ ngày cấp" in text


def test_an_approval_recognises_nothing_and_stays_as_it_was_when_the_centre_answers(met):
    found = result(met.first, "91", 5, Result.Outcome.FORWARDED)
    found.decision = a_decision(Decision.Kind.APPROVAL)
    found.save()
    before = docx(papers.decision_paper(found.decision, TODAY))
    CentralAnswer.objects.create(
        result=found, stars=4, mean="", document_no="7/BNNMT", answered_on=TODAY, created_at=NOW
    )
    text = read(papers.decision_paper(found.decision, TODAY))
    assert "chưa phải là công nhận hạng sao" in text
    assert docx(papers.decision_paper(found.decision, TODAY)) == before
    draft = read(papers.recognition_draft(met.sitting, TODAY))
    assert "1 sản phẩm 4 sao" in draft
    assert "Văn bản số 7/BNNMT" in draft


def test_the_minister_decides_on_the_centres_answer_alone(met):
    found = result(met.first, "91", 5, Result.Outcome.FORWARDED)
    found.decision = a_decision(Decision.Kind.APPROVAL)
    found.save()
    minister = a_decision(level=Level.NATIONAL, number="9/QĐ-BNNMT", signer_post="Thứ trưởng")
    CentralAnswer.objects.create(
        result=found, stars=5, mean="92", document_no="7/BNNMT", answered_on=TODAY,
        created_at=NOW, decision=minister,
    )  # fmt: skip
    found.refresh_from_db()
    assert stars_of(found, minister) == 5
    text = read(papers.decision_paper(minister, TODAY))
    assert "KT. BỘ TRƯỞNG" in text
    assert "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG" in text
    assert "Biên bản" not in text
    assert "Hà Nội, ngày" in text


def test_the_letter_to_the_ministry_lists_each_dossiers_parts(met):
    found = result(met.first, "91", 5, Result.Outcome.FORWARDED)
    found.decision = a_decision(Decision.Kind.APPROVAL)
    found.save()
    text = read(papers.to_ministry(found.decision, TODAY))
    assert "05 mẫu sản phẩm" in text
    assert "Quyết định phê duyệt kết quả số 88/QĐ-UBND" in text
    assert "Báo cáo của Tổ tư vấn số …………" in text
    with pytest.raises(Refused, match="Chỉ lập"):
        papers.to_ministry(a_decision(number="1/QĐ-UBND"), TODAY)


def test_a_decision_without_results_has_no_paper_here():
    with pytest.raises(Refused, match="bản giấy đã ký"):
        papers.decision_paper(a_decision(), TODAY)


def test_the_notice_says_why_the_star_is_not_higher(met):
    floor = {"stars": 4, "criterion": "1.1", "needs": 3, "reached": "5/2"}
    far = {**floor, "stars": 5, "criterion": "2.1"}
    found = result(met.first, "143/2", 3, Result.Outcome.RECOGNIZED, missed_floors=[floor, far])
    text = read(papers.result_notice(found, TODAY))
    assert "Tiêu chí 1.1 cần ít nhất 3 điểm để đạt 4 sao, hội đồng chấm 2,5 điểm." in text
    assert "2.1" not in text
    assert met.first.dossier.product.producer.name in text


def test_a_total_below_fifty_is_the_reason_for_no_star(met):
    found = result(met.first, "40", 2, Result.Outcome.NONE)
    assert reasons(found) == ["Điểm trung bình 40 nằm trong khung 2 sao."]


def test_equal_records_on_one_day_are_equal_papers(met):
    result(met.first, "143/2", 4, Result.Outcome.RECOGNIZED)
    for write in (docx, pdf):
        assert write(papers.minutes(met.sitting, TODAY)) == write(
            papers.minutes(met.sitting, TODAY)
        )


def test_the_minutes_of_an_empty_sitting_can_still_be_read():
    sitting = a_sitting(SittingState.CLOSED, items=0)
    assert "V. Kết luận" in read(papers.minutes(sitting, date(2026, 10, 5)))


@pytest.mark.parametrize(
    ("number", "taken"), [("03/BB-HĐ", True), ("3/bb-hđ", True), ("04/BB-HĐ", False)]
)
def test_a_number_of_minutes_stands_once_in_the_councils_year(met, number, taken):
    other = a_sitting(SittingState.MINUTED, council=met.sitting.council)
    other.minutes_no = "03/BB-HĐ"
    other.save()
    for item in (met.first, met.second):
        result(item, "60", 3, Result.Outcome.RECOGNIZED)
    if taken:
        with pytest.raises(Refused, match="đã dùng cho phiên"):
            operations.minute(met.sitting, act_of(cast.tung()), minutes_no=number, minutes="x")
    else:
        operations.minute(met.sitting, act_of(cast.tung()), minutes_no=number, minutes="x")
        assert missing_numbers(met.sitting) == [1, 2]
