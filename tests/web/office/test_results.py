"""From closed cards to a decision, and from a decision to a star that anyone can see."""

import json

import pytest
from django.test import Client

from ocop.accounts.permissions import Role
from ocop.certificates.models import Certificate, Decision, Level
from ocop.certificates.operations import record_decision
from ocop.dossiers.flow import State
from ocop.grading.flow import SittingState
from ocop.grading.models import Result
from ocop.grading.operations import approve
from ocop.rulesets.document import grade
from ocop.rulesets.queries import sheet_of
from tests import cast
from tests.factories.dossiers import a_province, act_of
from tests.factories.grading import a_card, an_item, seats_of
from tests.grading.test_results import full
from tests.moment import TODAY
from tests.web.desk import at, text
from tests.world_councils import a_result

CLOSED = SittingState.CLOSED
FORWARDED, RECOGNIZED, NONE = Result.Outcome.FORWARDED, Result.Outcome.RECOGNIZED, "none"
SIGNED = {
    "number": "77/QĐ-UBND", "signed_on": "05/10/2026", "signer": "Vũ Đình Khải",
    "signer_post": "Phó Chủ tịch",
}  # fmt: skip
ANSWER = {
    "stars": "5", "mean": "91,5", "document_no": "88/TB-HĐTW", "answered_on": "05/10/2026",
    "number": "900/QĐ-BNNMT", "signed_on": "05/10/2026", "signer": "Bộ trưởng",
}  # fmt: skip


def scored(below=0, signed=3):
    """Return an item of a closed sitting of three seats with that many signed cards."""
    item = an_item(CLOSED)
    for seat in seats_of(item)[:signed]:
        a_card(item, seat, full(item, below))
    return item


def knocked(item):
    """Return a criterion at which the sheet prints a knock-out."""
    return next(c.code for c in sheet_of(item.dossier.rubric).criteria if c.knockout)


def address(item, page=""):
    return f"/van-phong/phien-hop/{item.sitting.code}/{item.position}/{page}"


def approved(item, number="5/QĐ-UBND"):
    """Return a forwarded result that the province approved."""
    act = act_of(cast.leader())
    decision = record_decision(
        act, number=number, kind=Decision.Kind.APPROVAL, level=Level.PROVINCE,
        province=a_province(), signed_on=TODAY,
    )  # fmt: skip
    result = a_result(item, 5, FORWARDED)
    approve(result, act, decision=decision)
    return result


def shown(product):
    """Return the public page of a product as a visitor has it."""
    return text(Client().get(f"/san-pham/{product.code}/"))


def test_closed_cards_stand_side_by_side_with_what_follows():
    item = scored(below=3)

    page = text(at(cast.tung()).get(address(item)))

    assert "Điểm trung bình" in page
    assert page.count(">97<") >= 3
    assert "Ghi kết luận của hội đồng" in page


def test_the_council_concludes():
    item = scored()

    page = text(at(cast.tung()).post(address(item, "ket-luan/"), follow=True))

    assert Result.objects.get(item=item).stars == 5
    assert "Tiềm năng 5 sao, trình trung ương" in page


def test_without_a_quorum_there_is_no_conclusion_and_the_page_says_why():
    item = scored(signed=2)

    page = at(cast.tung()).post(address(item, "ket-luan/"))

    assert page.status_code == 409
    assert not Result.objects.exists()
    assert "Chưa kết luận được" in text(at(cast.tung()).get(address(item)))


def test_a_knock_out_is_noted_and_leaves_no_star():
    item = scored()
    at_code = knocked(item)

    data = {"at": at_code, "reason": "Mẫu kiểm nghiệm không đạt."}
    page = text(at(cast.tung()).post(address(item, "loai/"), data, follow=True))

    assert item.knockouts.get().at == at_code
    assert "Mẫu kiểm nghiệm không đạt." in page
    assert "Bị loại tại" in page


def test_a_knock_out_without_its_grounds_is_refused():
    item = scored()
    at_code = knocked(item)

    page = at(cast.tung()).post(address(item, "loai/"), {"at": at_code, "reason": " "})

    assert 'aria-invalid="true"' in text(page)
    assert not item.knockouts.exists()


def test_a_knock_out_after_the_minutes_is_refused_with_what_was_typed():
    item = an_item(SittingState.MINUTED)
    at_code = knocked(item)

    page = at(cast.tung()).post(address(item, "loai/"), {"at": at_code, "reason": "Muộn."})

    assert "Chỉ kết luận sau khi đóng phiếu" in text(page)
    assert "Muộn." in text(page)


def test_the_document_is_what_grade_scores_alike_and_names_nobody():
    item = scored(below=3)

    answer = at(cast.tung()).get(address(item, "cham-lai.json"))

    assert grade(json.loads(answer.content))["totals"] == [97, 97, 97]
    assert "Người thử" not in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_decisions_ask_as_much_for_three_results_as_for_one(rows, django_assert_num_queries):
    for number in range(rows):
        a_result(an_item(CLOSED), 4, RECOGNIZED)
        a_result(an_item(CLOSED), 2, NONE)
        approved(an_item(CLOSED), f"{number}/QĐ-UBND")
    client = at(cast.leader())
    client.get("/van-phong/quyet-dinh/")  # A session's first request notes that it is alive.

    with django_assert_num_queries(10):
        page = text(client.get("/van-phong/quyet-dinh/"))

    assert f"Công nhận 3 và 4 sao ({rows})" in page


def test_a_decision_issues_certificates_and_the_star_shows_on_the_very_next_request():
    item = an_item(CLOSED)
    result, product = a_result(item, 4, RECOGNIZED), item.dossier.product
    assert "4 sao" not in shown(product)

    page = at(cast.leader()).post(
        "/van-phong/quyet-dinh/cong-nhan/", SIGNED | {"results": [result.pk]}, follow=True
    )

    item.dossier.refresh_from_db()
    certificate = Certificate.objects.get(product=product)
    assert (certificate.stars, certificate.decision.signer) == (4, "Vũ Đình Khải")
    assert item.dossier.state == State.DECIDED
    assert "77/QĐ-UBND" in text(page)
    assert certificate.number in shown(product)


def test_a_decision_of_tomorrow_is_refused_with_what_was_typed():
    result = a_result(an_item(CLOSED), 4, RECOGNIZED)

    page = text(
        at(cast.leader()).post(
            "/van-phong/quyet-dinh/cong-nhan/",
            SIGNED | {"results": [result.pk], "signed_on": "06/10/2026"},
        )
    )

    assert "Ngày ký quyết định không thể ở tương lai." in page
    assert 'value="77/QĐ-UBND"' in page
    assert not Certificate.objects.exists()
    assert not Decision.objects.exists()


def test_a_decision_about_nothing_is_refused():
    a_result(an_item(CLOSED), 4, RECOGNIZED)

    page = at(cast.leader()).post("/van-phong/quyet-dinh/cong-nhan/", SIGNED)

    assert 'aria-invalid="true"' in text(page)
    assert not Decision.objects.exists()


def test_a_second_decision_of_the_same_number_and_day_leaves_nothing_behind():
    record_decision(
        act_of(cast.leader()), number="77/QĐ-UBND", kind=Decision.Kind.RECOGNITION,
        level=Level.PROVINCE, province=a_province(), signed_on=TODAY,
    )  # fmt: skip
    result = a_result(an_item(CLOSED), 3, RECOGNIZED)

    page = at(cast.leader()).post(
        "/van-phong/quyet-dinh/cong-nhan/", SIGNED | {"results": [result.pk]}
    )

    assert "đã được ghi" in text(page)
    assert not Certificate.objects.exists()


def test_the_approval_of_ninety_points_issues_nothing_and_waits_to_be_sent_to_the_ministry():
    item = an_item(CLOSED)
    result = a_result(item, 5, FORWARDED)

    at(cast.leader()).post("/van-phong/quyet-dinh/phe-duyet/", SIGNED | {"results": [result.pk]})

    result.refresh_from_db()
    assert result.decision.kind == Decision.Kind.APPROVAL
    assert not Certificate.objects.exists()
    assert "5 sao" not in shown(item.dossier.product)
    home = text(at(cast.tung()).get("/van-phong/"))
    assert "Kết quả từ 90 điểm đã phê duyệt, chờ gửi Bộ" in home


def test_an_approval_does_not_take_what_only_needs_recognition():
    result = a_result(an_item(CLOSED), 4, RECOGNIZED)

    page = at(cast.leader()).post(
        "/van-phong/quyet-dinh/phe-duyet/", SIGNED | {"results": [result.pk]}
    )

    result.refresh_from_db()
    assert result.decision is None
    assert page.status_code == 200


def test_a_dossier_without_a_star_is_closed_and_leaves_the_list():
    item = an_item(CLOSED)
    a_result(item, 2, NONE)
    client = at(cast.leader())

    client.post(f"/van-phong/quyet-dinh/{item.dossier.code}/khong-xep-hang/")

    item.dossier.refresh_from_db()
    assert item.dossier.state == State.DECIDED
    assert "Không xếp hạng từ 3 sao (0)" in text(client.get("/van-phong/quyet-dinh/"))


def test_a_dossier_with_a_star_is_not_closed_without_one():
    item = an_item(CLOSED)
    a_result(item, 3, RECOGNIZED)

    page = at(cast.leader()).post(f"/van-phong/quyet-dinh/{item.dossier.code}/khong-xep-hang/")

    assert page.status_code == 404


def test_the_ministrys_five_stars_show_on_the_very_next_request():
    item = an_item(CLOSED)
    approved(item)

    page = at(cast.ministry()).post(
        f"/van-phong/trung-uong/{item.dossier.code}/", ANSWER, follow=True
    )

    certificate = Certificate.objects.get(product=item.dossier.product)
    assert (certificate.stars, certificate.level) == (5, Level.NATIONAL)
    assert certificate.number in shown(item.dossier.product)
    assert "Tiềm năng 5 sao:" not in text(page)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"answered_on": "06/10/2026"}, "Ngày văn bản không thể ở tương lai."),
        ({"mean": "chín mươi"}, "Hãy ghi điểm như 91,5."),
        ({"signed_on": ""}, "Hãy ghi ngày ký của quyết định."),
        ({"number": ""}, "Hạng 5 sao do Bộ trưởng công nhận, hãy ghi số quyết định."),
        ({"stars": "4"}, "Dưới 5 sao do tỉnh quyết định, hãy để trống ô này."),
    ],
)
def test_an_answer_that_cannot_be_is_refused_with_what_was_typed(change, sentence):
    item = an_item(CLOSED)
    approved(item)

    page = text(
        at(cast.ministry()).post(f"/van-phong/trung-uong/{item.dossier.code}/", ANSWER | change)
    )

    assert sentence in page
    assert 'value="88/TB-HĐTW"' in page
    assert not Certificate.objects.exists()
    assert Decision.objects.count() == 1


def given_back(item, stars):
    """Let the ministry hand a forwarded result back to the province."""
    approved(item)
    answer = ANSWER | {"stars": str(stars), "number": "", "signed_on": "", "signer": ""}
    answer = at(cast.ministry()).post(f"/van-phong/trung-uong/{item.dossier.code}/", answer)
    assert answer.status_code == 302


def test_four_stars_that_the_centre_gave_back_are_recognised_by_the_province():
    item = an_item(CLOSED)
    given_back(item, 4)
    client = at(cast.leader())
    assert "Kết quả chờ ký quyết định" in text(client.get("/van-phong/"))
    assert "4 sao" in text(client.get("/van-phong/quyet-dinh/tra-ve/"))

    data = SIGNED | {"results": [item.result.pk]}
    page = text(client.post("/van-phong/quyet-dinh/tra-ve/", data, follow=True))

    certificate = Certificate.objects.get(product=item.dossier.product)
    assert (certificate.stars, certificate.level) == (4, Level.PROVINCE)
    assert "Trung ương trả về" not in page
    again = client.post("/van-phong/quyet-dinh/tra-ve/", data | {"number": "78/QĐ-UBND"})
    assert again.status_code == 200
    assert Certificate.objects.count() == 1


def test_what_the_centre_gave_no_star_is_not_recognised():
    item = an_item(CLOSED)
    given_back(item, 0)

    page = text(at(cast.leader()).get("/van-phong/quyet-dinh/tra-ve/"))

    assert "Không có kết quả nào đang chờ" in page


def test_a_result_closed_without_a_star_is_not_asked_about_again():
    item = an_item(CLOSED)
    a_result(item, 2, NONE)
    at(cast.leader()).post(f"/van-phong/quyet-dinh/{item.dossier.code}/khong-xep-hang/")

    assert "Kết quả chờ ký quyết định" not in text(at(cast.leader()).get("/van-phong/"))


def test_another_provinces_results_do_not_exist_for_a_leader():
    result = a_result(an_item(CLOSED), 4, RECOGNIZED)
    far = cast.person(
        "xa", "Đỗ Văn Xa", Role.PROVINCE_LEADER, province=a_province("24", "Bắc Ninh")
    )

    page = at(far).post("/van-phong/quyet-dinh/cong-nhan/", SIGNED | {"results": [result.pk]})

    assert page.status_code == 200
    assert not Decision.objects.exists()


def test_a_replaced_card_has_no_column_beside_those_that_count():
    item = scored(below=3)
    old = item.cards.order_by("pk").first()
    a_card(item, old.seat, full(item), replaces=old, reason="Đọc nhầm.")

    page = text(at(cast.tung()).get(address(item)))

    assert [page.count(f"</abbr></th>{end}") for end in ("<th", "</tr>")] == [2, 1]
    assert page.count("Đọc nhầm.") == 1
