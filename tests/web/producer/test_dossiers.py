"""Dossiers at the producer's door: beginning, filling in, filing, withdrawing."""

from datetime import timedelta

import pytest

from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier, Kind, Return
from ocop.dossiers.operations import attach, keep
from ocop.grading.flow import SittingState
from ocop.grading.models import Result
from tests.factories.dossiers import (
    MEAT,
    a_certificate,
    a_dossier,
    a_producer,
    a_product,
    a_representative,
    a_rubric,
    a_ruleset,
)
from tests.factories.grading import an_item
from tests.files.samples import pdf
from tests.moment import NOW, TODAY

pytestmark = pytest.mark.django_db
BACKGROUND = {"X-Autosave": "1", "Accept": "application/json"}
PLEDGE = {"version": 0, "agreed": "on", "signed_at": "Ba Chẽ", "signed_on": "05/10/2026"}
APPLICANT = "mau/registration/applicant/"


@pytest.fixture
def draft(product):
    return a_dossier(State.DRAFT, product=product)


def url(dossier, rest=""):
    return f"/chu-the/ho-so/{dossier.code}/{rest}"


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    "rest", ["", APPLICANT, "mau/self_assessment/papers/", "nop/", "rut/", "ban-in/"]
)
def test_each_page_of_my_draft_opens(desk, draft, rest):
    assert desk.get(url(draft, rest)).status_code == 200


@pytest.mark.parametrize("rest", ["", APPLICANT, "nop/", "rut/", "ban-in/", "da-nop/"])
def test_a_dossier_that_is_not_mine_is_not_there(stranger, draft, rest):
    assert stranger.get(url(draft, rest)).status_code == 404
    assert stranger.post(url(draft, rest)).status_code == 404


def test_the_list_tells_open_and_ended_dossiers_apart(desk, draft):
    ended = a_dossier(State.WITHDRAWN, product=draft.product)

    context = desk.get("/chu-the/ho-so/").context

    assert [row[0] for row in context["open"]] == [draft]
    assert [row[0] for row in context["ended"]] == [ended]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    desk, producer, count, django_assert_num_queries
):
    for state in (State.DRAFT, State.RETURNED, State.SUBMITTED, State.PROPOSED, State.DECIDED):
        for _ in range(count):
            a_dossier(state, product=a_product(producer=producer))

    with django_assert_num_queries(5):
        desk.get("/chu-the/ho-so/")


def test_new_begins_a_first_dossier(desk, product):
    answer = desk.post(f"/chu-the/san-pham/{product.code}/ho-so-moi/", {"kind": "first"})

    begun = Dossier.objects.get(product=product)
    assert (begun.kind, begun.state) == (Kind.FIRST, State.DRAFT)
    assert answer.headers["Location"] == url(begun)


def test_new_says_why_a_renewal_is_refused(desk, product):
    answer = desk.post(f"/chu-the/san-pham/{product.code}/ho-so-moi/", {"kind": "renewal"})

    assert "không có giấy chứng nhận còn hiệu lực" in text(answer)
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(("days", "kind"), [(181, "upgrade"), (180, "renewal"), (119, "upgrade")])
def test_new_offers_the_kind_that_the_certificate_allows_today(desk, product, days, kind):
    a_certificate(product, lapses_on=TODAY + timedelta(days=days))

    page = desk.get(f"/chu-the/san-pham/{product.code}/ho-so-moi/")

    assert page.context["form"]["kind"].value() == kind


def test_the_overview_leads_to_the_first_step_that_is_not_done(desk, draft):
    draft.forms["self_assessment"]["profile"]["history"] = ""
    draft.save()

    context = desk.get(url(draft)).context

    assert context["next"].url == url(draft, "mau/self_assessment/profile/")
    assert context["done"] < context["total"]


def test_a_returned_dossier_shows_the_reasons_on_top(desk, product):
    dossier = a_dossier(State.RETURNED, product=product)
    reasons = "Phiếu kiểm nghiệm đã hết hạn."
    Return.objects.create(dossier=dossier, by="commune", reasons=reasons, created_at=NOW)

    page = text(desk.get(url(dossier)))

    assert page.index(reasons) < page.index("Các bước")
    assert "Xã Ba Chẽ cần bổ sung" in page


def test_the_same_act_many_times_over_is_told_once(desk, draft, act):
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        attach(draft, act, part="1.1", data=pdf(), filename=name)

    [row] = desk.get(url(draft)).context["history"]

    assert (row["act"], row["line"]) == ("Thêm minh chứng", "3 lần")


def test_a_section_keeps_what_is_typed_and_leads_on(desk, draft):
    typed = {"version": 0, "name": "HTX Ba Chẽ", "representative": "Bàn Văn Ba"}

    answer = desk.post(url(draft, APPLICANT), typed)

    draft.refresh_from_db()
    assert draft.forms["registration"]["applicant"]["representative"] == "Bàn Văn Ba"
    assert draft.forms["registration"]["applicant"]["phone"] == ""
    assert answer.headers["Location"] == url(draft, "mau/registration/product/")


def test_a_section_keeps_a_day_that_cannot_be_read_and_says_so(desk, draft):
    place = url(draft, "mau/self_assessment/general/")

    desk.post(place, {"version": 0, "legal_form": "cooperative", "founded_on": "hồi xưa"})

    draft.refresh_from_db()
    assert draft.forms["self_assessment"]["general"]["founded_on"] == "hồi xưa"
    assert "Chưa đọc được ngày này" in text(desk.get(place))


def test_a_section_saves_in_the_background_again_and_again(desk, draft):
    for version in (0, 1):
        answer = desk.post(
            url(draft, APPLICANT), {"version": version, "name": f"Tên {version}"},
            headers=BACKGROUND,
        )  # fmt: skip
        assert answer.json()["version"] == version + 1
        assert answer.json()["saved_at"] == "10:00"

    draft.refresh_from_db()
    assert draft.forms["registration"]["applicant"]["name"] == "Tên 1"


def test_a_background_save_is_refused_when_another_screen_saved(desk, draft, act):
    keep(draft, act, version=0)

    answer = desk.post(
        url(draft, APPLICANT), {"version": 0, "name": "Tên muộn"}, headers=BACKGROUND
    )

    assert answer.status_code == 409
    assert "từ một màn hình khác" in answer.json()["refused"]
    draft.refresh_from_db()
    assert draft.forms["registration"]["applicant"]["name"] != "Tên muộn"


def test_a_stale_page_comes_back_with_its_words_and_may_replace_the_others(desk, draft, act):
    keep(draft, act, version=0)
    typed = {"version": 0, "name": "Tên muộn"}

    page = text(desk.post(url(draft, APPLICANT), typed))
    assert "Tên muộn" in page
    assert '<button class="button quiet-button" name="over" value="1">' in page

    desk.post(url(draft, APPLICANT), typed | {"over": "1"})
    draft.refresh_from_db()
    assert draft.forms["registration"]["applicant"]["name"] == "Tên muộn"


def test_a_section_that_is_too_long_comes_back_with_its_words(desk, draft):
    page = text(desk.post(url(draft, APPLICANT), {"version": 0, "name": "x" * 301}))

    assert "x" * 301 in page
    draft.refresh_from_db()
    assert draft.version == 0


def test_a_section_of_a_filed_dossier_is_not_written(desk, product):
    filed = a_dossier(State.SUBMITTED, product=product)

    assert desk.get(url(filed, APPLICANT)).headers["Location"] == url(filed)
    page = text(desk.post(url(filed, APPLICANT), {"version": 0, "name": "Tên muộn"}))
    assert "Tên muộn" in page
    assert "nên không sửa được" in page
    filed.refresh_from_db()
    assert filed.version == 0


@pytest.mark.parametrize("rest", ["mau/registration/pledge/", "mau/khong/co/"])
def test_a_section_that_the_dossier_does_not_have_is_not_there(desk, draft, rest):
    assert desk.get(url(draft, rest)).status_code == 404


def test_the_check_lists_what_is_missing_with_the_way_there(desk, draft):
    draft.forms["registration"]["product"]["samples"] = "4"
    draft.save()
    draft.evidence.all().delete()

    missing = desk.get(url(draft, "nop/")).context["missing"]

    assert [address for _, address in missing] == [
        url(draft, "mau/registration/product/"),
        url(draft, "minh-chung/1.1/"),
    ]


def test_filing_pledges_hands_in_and_gives_a_receipt(desk, draft):
    answer = desk.post(url(draft, "nop/"), PLEDGE)

    draft.refresh_from_db()
    assert draft.state == State.SUBMITTED
    assert draft.forms["registration"]["pledge"]["signed_at"] == "Ba Chẽ"
    page = text(desk.get(answer.headers["Location"]))
    assert f"Đã nộp hồ sơ {draft.code}" in page
    assert "trả lời chậm nhất ngày 26/10/2026" in page


def test_filing_is_refused_without_the_pledge(desk, draft):
    answer = desk.post(url(draft, "nop/"), {k: v for k, v in PLEDGE.items() if k != "agreed"})

    assert answer.context["form"].errors["agreed"]
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_filing_an_incomplete_dossier_changes_nothing(desk, draft):
    draft.evidence.all().delete()

    answer = desk.post(url(draft, "nop/"), PLEDGE | {"signed_at": "Nơi khác"})

    assert "Hồ sơ còn thiếu" in text(answer)
    assert "Nơi khác" in text(answer)
    draft.refresh_from_db()
    assert (draft.state, draft.version) == (State.DRAFT, 0)
    assert draft.forms["registration"]["pledge"]["signed_at"] == "Có ghi"


def test_filing_is_refused_when_another_screen_saved(desk, draft, act):
    keep(draft, act, version=0)

    answer = desk.post(url(draft, "nop/"), PLEDGE)

    assert "Xem lại hồ sơ mới nhất" in text(answer)
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_there_is_no_receipt_before_the_filing(desk, draft):
    assert desk.get(url(draft, "da-nop/")).headers["Location"] == url(draft)


def test_withdrawing_takes_the_dossier_back(desk, draft):
    desk.post(url(draft, "rut/"))

    draft.refresh_from_db()
    assert draft.state == State.WITHDRAWN


def test_withdrawing_is_refused_once_the_commune_has_proposed(desk, product):
    proposed = a_dossier(State.PROPOSED, product=product)

    assert desk.get(url(proposed, "rut/")).headers["Location"] == url(proposed)
    assert desk.post(url(proposed, "rut/")).status_code == 409
    proposed.refresh_from_db()
    assert proposed.state == State.PROPOSED


def test_the_sheet_is_renewed_when_the_law_has_moved(desk, draft):
    newer = a_ruleset("qd-moi", effective_from=TODAY)
    type(newer).objects.filter(code="qd26-2026").update(effective_to=TODAY - timedelta(days=1))
    rubric = a_rubric(MEAT, newer)

    assert "Bộ tiêu chí đã thay đổi" in text(desk.get(url(draft)))
    desk.post(url(draft, "bo-tieu-chi/"))

    draft.refresh_from_db()
    assert draft.rubric == rubric


def test_renewing_the_sheet_is_refused_while_it_is_in_force(desk, draft):
    assert desk.post(url(draft, "bo-tieu-chi/")).status_code == 409
    assert desk.get(url(draft, "bo-tieu-chi/")).status_code == 405


def test_the_paper_set_is_a_document(desk, draft):
    answer = desk.get(url(draft, "ban-in/"))

    assert answer.content.startswith(b"%PDF-")
    assert draft.code in answer.headers["Content-Disposition"]


def test_a_decided_dossier_shows_what_the_council_found(desk, hoa):
    item = an_item(SittingState.CLOSED)
    dossier = item.dossier
    Dossier.objects.filter(pk=dossier.pk).update(state=State.DECIDED)
    a_representative(dossier.product.producer, hoa)
    Result.objects.create(
        item=item, mean="143/2", stars=3, outcome=Result.Outcome.RECOGNIZED, created_at=NOW,
        concluded_at=NOW,
        facts={"missed_floors": [{"stars": 4, "criterion": "1.5", "needs": 2, "reached": "5/3"}]},
    )  # fmt: skip

    page = text(desk.get(url(dossier)))

    assert "Điểm trung bình 71,5" in page
    assert "Kết quả chấm, chưa công nhận" in page
    assert "tiêu chí 1.5 cần 2, đạt 1,66" in page


def test_a_neighbours_dossier_is_not_there_for_another_producer(desk, draft):
    other = a_dossier(State.SUBMITTED, product=a_product(producer=a_producer()))

    assert desk.get(url(other)).status_code == 404
    assert desk.post(url(other, "nop/"), PLEDGE).status_code == 404
