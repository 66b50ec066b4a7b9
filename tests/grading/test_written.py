"""Renewals by written opinion: 45 days, one mind or a meeting (QĐ 26/2026, Điều 7.6)."""

from datetime import date, timedelta

import pytest

from ocop.dossiers.flow import State
from ocop.dossiers.models import Kind
from ocop.grading.flow import SittingState
from ocop.grading.models import AgendaItem, Conflict, Result, Sitting
from ocop.grading.operations import (
    ask_in_writing,
    call_meeting,
    conclude,
    minute,
    put_on_agenda,
)
from ocop.grading.queries import due_on
from ocop.grading.written import days_left, finish_by, why_meet
from ocop.kernel.errors import Refused
from tests.factories.dossiers import a_certificate, a_dossier
from tests.factories.grading import a_card, a_council, a_sitting, an_item, seats_of
from tests.grading.test_results import full
from tests.moment import TODAY

CLOSED = SittingState.CLOSED


@pytest.mark.parametrize(("days", "left"), [(0, 45), (44, 1), (45, 0), (46, -1)])
def test_written_opinions_have_45_days_from_the_complete_dossier(days, left):
    complete = date(2026, 10, 5)

    assert finish_by(complete) == date(2026, 11, 19)
    assert days_left(complete, complete + timedelta(days=days)) == left


@pytest.mark.parametrize(
    ("stances", "stars", "held", "meets"),
    [
        (["keep", "keep"], 4, 4, False),
        (["keep", "keep"], 3, 4, True),
        (["keep", "keep"], 5, 4, True),
        (["keep", "against"], 4, 4, True),
        (["keep", "other"], 4, 4, True),
        (["against", "against"], 4, 4, True),
        (["keep", "keep"], 4, None, True),
    ],
)
def test_the_council_meets_unless_all_keep_the_rank_that_the_points_give(
    stances, stars, held, meets
):
    assert bool(why_meet(stances, stars=stars, held=held)) is meets


def a_renewal(stances=("keep", "keep", "keep"), held=3, below=15):
    """Return an item of a closed written round: cards of 85 points, whose floors give 3 stars."""
    item = an_item(CLOSED, kind="written", seats=len(stances))
    item.dossier.kind = Kind.RENEWAL
    item.dossier.save()
    if held:
        a_certificate(item.dossier.product, stars=held)
    for seat, stance in zip(seats_of(item), stances, strict=True):
        a_card(item, seat, full(item, below), stance=stance)
    return item


@pytest.mark.django_db
def test_of_one_mind_the_council_concludes_without_meeting(act):
    item = a_renewal()
    assert conclude(item, act).stars == 3

    minute(item.sitting, act, minutes_no="1/TH", minutes="Các thành viên thống nhất.")

    assert Sitting.objects.get().state == SittingState.MINUTED


@pytest.mark.django_db
def test_opinions_that_differ_do_not_conclude(act):
    item = a_renewal(("keep", "against", "keep"))

    with pytest.raises(Refused, match=r"1/3 ý kiến .* triệu tập họp"):
        conclude(item, act)

    assert not Result.objects.exists()


@pytest.mark.django_db
def test_points_of_another_rank_than_the_held_one_do_not_conclude(act):
    item = a_renewal(held=4)

    with pytest.raises(Refused, match="đồng ý giữ hạng 4 sao nhưng điểm chấm cho 3 sao"):
        conclude(item, act)


@pytest.mark.django_db
def test_the_meeting_takes_the_open_renewals_with_their_conflicts(act):
    item = a_renewal(("keep", "against", "keep"))
    Conflict.objects.create(
        item=item, seat=seats_of(item)[2], ground="own", note="Em trai", created_at=act.at
    )

    meeting = call_meeting(item.sitting, act, title="Họp", held_on=TODAY)

    new = meeting.items.get()
    item.refresh_from_db()
    assert (new.dossier, item.carried_to, meeting.kind) == (item.dossier, new, "meeting")
    assert (new.conflicts.get().note, new.cards.count()) == ("Em trai", 0)
    with pytest.raises(Refused, match="đã chuyển sang phiên họp"):
        conclude(item, act)
    minute(item.sitting, act, minutes_no="1/TH", minutes="Chuyển họp.")


@pytest.mark.django_db
def test_what_is_concluded_is_not_carried_to_a_meeting(act):
    item = a_renewal()
    conclude(item, act)

    with pytest.raises(Refused, match="không cần họp"):
        call_meeting(item.sitting, act, title="Họp", held_on=TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["meeting", "written"])
@pytest.mark.parametrize("state", [SittingState.OPEN, SittingState.MINUTED, CLOSED])
def test_only_a_closed_written_round_is_followed_by_a_meeting(act, kind, state):
    sitting = a_sitting(state, kind=kind)

    if (kind, state) == ("written", CLOSED):
        assert call_meeting(sitting, act, title="Họp", held_on=TODAY).items.count() == 1
    else:
        with pytest.raises(Refused, match="bằng văn bản"):
            call_meeting(sitting, act, title="Họp", held_on=TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Kind.values)
def test_only_renewals_are_asked_about_in_writing(act, kind):
    sitting = ask_in_writing(a_council(seats=2), act, title="Đánh giá lại")
    dossier = a_dossier(State.ASSESSED, kind=kind)

    if kind == Kind.RENEWAL:
        put_on_agenda(sitting, act, dossier=dossier)
    else:
        with pytest.raises(Refused, match="không phải đánh giá lại"):
            put_on_agenda(sitting, act, dossier=dossier)
    assert AgendaItem.objects.exists() is (kind == Kind.RENEWAL)


@pytest.mark.django_db
def test_a_carried_dossier_lies_before_the_meeting_only(act):
    item = a_renewal(("against", "keep", "keep"))
    call_meeting(item.sitting, act, title="Họp", held_on=TODAY)
    other = a_sitting(SittingState.CONVENED, items=0, council=item.sitting.council)

    with pytest.raises(Refused, match="đã có trong chương trình"):
        put_on_agenda(other, act, dossier=item.dossier)


@pytest.mark.django_db
def test_a_written_round_is_due_with_its_first_dossier_and_a_meeting_is_not():
    proposed = a_sitting(kind="written")

    assert due_on(a_sitting()) is None
    assert due_on(proposed) == finish_by(TODAY)
