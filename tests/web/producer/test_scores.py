"""The self-score at the producer's door: options, descriptions, totals, cases."""

import pytest

from ocop.dossiers.flow import State
from ocop.dossiers.operations import keep
from ocop.web.ui.scoresheet import CHOICE, NOTE
from tests.factories.dossiers import TOURISM, a_dossier, a_product, a_rubric

pytestmark = pytest.mark.django_db
BACKGROUND = {"X-Autosave": "1", "Accept": "application/json"}


@pytest.fixture
def draft(product):
    return a_dossier(State.DRAFT, product=product)


@pytest.fixture
def tourism(producer):
    a_rubric(TOURISM)
    return a_dossier(State.DRAFT, product=a_product(TOURISM, producer=producer))


def url(dossier, rest="cham/"):
    return f"/chu-the/ho-so/{dossier.code}/{rest}"


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("rest", ["cham/", "cham/A/", "cham/B/", "cham/C/"])
def test_each_page_of_the_score_opens(desk, draft, rest):
    assert desk.get(url(draft, rest)).status_code == 200


@pytest.mark.parametrize("rest", ["cham/", "cham/A/"])
def test_a_score_that_is_not_mine_is_not_there(stranger, draft, rest):
    assert stranger.get(url(draft, rest)).status_code == 404
    assert stranger.post(url(draft, rest)).status_code == 404


def test_the_overview_shows_total_and_what_each_star_lacks(desk, draft):
    context = desk.get(url(draft)).context

    assert context["standing"].total == 2
    assert [gap.stars for gap in context["standing"].gaps] == [3, 4, 5]
    assert "Còn thiếu gì cho từng hạng" in text(desk.get(url(draft)))


def test_a_part_keeps_options_and_descriptions(desk, draft):
    sent = {"version": 0, CHOICE + "1.1": "3", NOTE + "1.1": "Lợn nuôi tại xã.", "next": "1"}

    answer = desk.post(url(draft, "cham/A/"), sent)

    draft.refresh_from_db()
    assert draft.choices == {"1.1": 3}
    assert draft.claims["1.1"] == "Lợn nuôi tại xã."
    assert answer.headers["Location"] == url(draft, "cham/B/")


def test_a_part_takes_a_choice_back_and_leaves_other_parts_alone(desk, draft):
    draft.choices = {"1.1": 3, "8": 1}
    draft.save()

    desk.post(url(draft, "cham/A/"), {"version": 0, CHOICE + "1.1": "", CHOICE + "8": "2"})

    draft.refresh_from_db()
    assert draft.choices == {"8": 1}


def test_a_background_save_answers_with_the_new_total_and_version(desk, draft):
    answer = desk.post(
        url(draft, "cham/A/"), {"version": 0, CHOICE + "1.1": "3"}, headers=BACKGROUND
    )

    said = answer.json()
    assert said["version"] == 1
    assert said["shown"]["total"] == "3"
    assert said["shown"]["band"] == "Khung 1 sao, mức sàn cho phép đến 2 sao"


def test_a_stale_background_save_is_refused_and_keeps_nothing(desk, draft, act):
    keep(draft, act, version=0)

    answer = desk.post(
        url(draft, "cham/A/"), {"version": 0, CHOICE + "1.1": "3"}, headers=BACKGROUND
    )

    assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.choices == {"1.1": 2}


def test_a_refused_part_comes_back_as_it_was_filled(desk, draft):
    sent = {"version": 0, CHOICE + "1.1": "99", CHOICE + "1.2": "2", NOTE + "1.2": "Có giấy."}

    answer = desk.post(url(draft, "cham/A/"), sent)

    assert "Tiêu chí 1.1 không có mức này" in text(answer)
    lines = {one.line.code: one for _, lines in answer.context["sections"] for one in lines}
    assert (lines["1.2"].line.chosen, lines["1.2"].claim) == ("2", "Có giấy.")
    draft.refresh_from_db()
    assert draft.choices == {"1.1": 2}


def test_the_evidence_button_saves_before_it_leads_on(desk, draft):
    answer = desk.post(
        url(draft, "cham/A/"), {"version": 0, CHOICE + "1.1": "3", "evidence": "1.1"}
    )

    assert answer.headers["Location"] == url(draft, "minh-chung/1.1/")
    draft.refresh_from_db()
    assert draft.choices == {"1.1": 3}


def test_an_unknown_part_is_not_there(desk, draft):
    assert desk.get(url(draft, "cham/D/")).status_code == 404


def test_a_description_that_looks_like_markup_stays_words(desk, draft):
    mark = "</textarea><script>alert(1)</script>"

    desk.post(url(draft, "cham/A/"), {"version": 0, NOTE + "1.1": mark})

    assert mark not in text(desk.get(url(draft, "cham/A/")))


def test_tourism_asks_for_its_case_before_any_point(desk, tourism):
    assert desk.get(url(tourism)).context["needs_case"]
    assert desk.get(url(tourism, "cham/A/")).headers["Location"] == url(tourism)


def test_tourism_chooses_its_case(desk, tourism):
    desk.post(url(tourism), {"version": 0, "case": "TH2"})

    tourism.refresh_from_db()
    assert tourism.case == "TH2"
    assert desk.get(url(tourism, "cham/A/")).status_code == 200


def test_a_case_that_the_sheet_does_not_print_is_refused(desk, tourism):
    answer = desk.post(url(tourism), {"version": 0, "case": "TH9"})

    assert answer.context["form"].errors["case"]
    tourism.refresh_from_db()
    assert tourism.case == ""


def test_a_filed_score_is_not_opened_for_writing(desk, product):
    filed = a_dossier(State.SUBMITTED, product=product)

    answer = desk.get(url(filed, "cham/A/"), follow=True)

    assert answer.redirect_chain[-1][0] == url(filed, "")
