from datetime import date, timedelta

import pytest

from ocop.dossiers.flow import State
from ocop.dossiers.models import Kind, Return
from ocop.dossiers.status import state_words_for_producer
from tests.factories.dossiers import a_dossier, a_round
from tests.moment import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", State)
def test_every_state_is_told_in_a_sentence(state):
    words = state_words_for_producer(a_dossier(state), TODAY)

    assert words.sentence.endswith(".")
    assert state not in words.sentence


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (State.SUBMITTED, "Xã Ba Chẽ sắp nhận hồ sơ, trả lời chậm nhất ngày 26/10/2026."),
        (State.RECEIVED, "Xã Ba Chẽ đang xem xét hồ sơ, trả lời chậm nhất ngày 26/10/2026."),
    ],
)
def test_the_commune_has_a_day_to_answer_by(state, sentence):
    words = state_words_for_producer(a_dossier(state), TODAY)

    assert words.sentence == sentence
    assert (words.expected_on, words.late) == (date(2026, 10, 26), False)


@pytest.mark.parametrize(("day", "late"), [(date(2026, 10, 26), False), (date(2026, 10, 27), True)])
def test_a_late_commune_is_told_to_be_late(day, late):
    words = state_words_for_producer(a_dossier(State.RECEIVED), day)

    assert words.late is late
    assert ("quá hạn" in words.sentence) is late


@pytest.mark.parametrize("state", [State.PROPOSED, State.ASSESSED])
@pytest.mark.parametrize(("day", "late"), [(date(2026, 12, 30), False), (date(2026, 12, 31), True)])
def test_the_result_is_expected_with_the_end_of_the_round(state, day, late):
    words = state_words_for_producer(a_dossier(state, round=a_round()), day)

    assert (words.expected_on, words.late) == (date(2026, 12, 30), late)
    assert "30/12/2026" in words.sentence


def test_without_a_round_no_day_is_promised():
    words = state_words_for_producer(a_dossier(State.PROPOSED), TODAY)

    assert words.expected_on is None
    assert "đang ở tổ tư vấn của Tỉnh Quảng Ninh" in words.sentence


def test_a_renewal_is_expected_within_forty_five_days_of_the_proposal():
    dossier = a_dossier(State.PROPOSED, kind=Kind.RENEWAL, round=a_round())

    words = state_words_for_producer(dossier, TODAY)

    assert words.expected_on == TODAY + timedelta(days=45)


def test_a_return_says_who_asks_for_what():
    dossier = a_dossier(State.RETURNED)
    for by, reasons in [("commune", "Thiếu ảnh."), ("province", "Thiếu kiểm nghiệm.")]:
        Return.objects.create(dossier=dossier, by=by, reasons=reasons, created_at=NOW)

    words = state_words_for_producer(dossier, TODAY)

    assert words.sentence == (
        "Tỉnh Quảng Ninh trả lại để bổ sung: Thiếu kiểm nghiệm. Hãy sửa rồi nộp lại."
    )
