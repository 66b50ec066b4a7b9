"""One councillor's card: theirs alone, kept, signed for good, replaced only by naming it."""

from datetime import timedelta

import pytest

from ocop.audit.models import Entry
from ocop.grading.access import cards_for, items_to_score, my_writing
from ocop.grading.flow import CardState, SittingState
from ocop.grading.models import Conflict, Scorecard, Seat
from ocop.grading.operations import abstain, correct, keep_card, open_card, sign
from ocop.grading.sealing import Writing, digest_of
from ocop.kernel.errors import Refused
from ocop.registry.models import Delegation, Scope
from tests.factories.dossiers import a_representative, a_user, act_of
from tests.factories.grading import a_card, a_seat, an_item, seats_of
from tests.moment import TODAY

pytestmark = pytest.mark.django_db
FULL = {"choices": {"1.1": 3}, "remarks": {}}


def mine(item):
    """Return a seat of the item's council and its act."""
    seat = seats_of(item)[0]
    return seat, act_of(seat.user)


def test_a_card_is_handed_out_once():
    item = an_item()
    seat, act = mine(item)

    first = open_card(item, act, seat=seat)

    assert open_card(item, act, seat=seat) == first
    assert Scorecard.objects.count() == 1


@pytest.mark.parametrize("state", [s for s in SittingState if s != SittingState.OPEN])
def test_no_card_is_handed_out_before_the_opening_or_after_the_close(state):
    item = an_item(state)
    seat, act = mine(item)

    with pytest.raises(Refused, match="chưa mở hoặc đã đóng"):
        open_card(item, act, seat=seat)


@pytest.mark.parametrize("role", [Seat.Role.SECRETARY, Seat.Role.ADVISER])
def test_secretary_and_advisers_score_nothing(role):
    item = an_item()
    seat = a_seat(item.sitting.council, role)

    with pytest.raises(Refused, match="không chấm điểm"):
        open_card(item, act_of(seat.user), seat=seat)


def test_a_declared_conflict_closes_the_dossier():
    item = an_item()
    seat, act = mine(item)
    Conflict.objects.create(item=item, seat=seat, ground="own", created_at=act.at)

    with pytest.raises(Refused, match="xung đột"):
        open_card(item, act, seat=seat)
    assert item not in items_to_score(seat.user, TODAY)


def test_nobody_scores_the_producer_they_represent():
    item = an_item()
    seat, act = mine(item)
    a_representative(item.dossier.product.producer, seat.user)

    with pytest.raises(Refused, match="sản phẩm của mình"):
        open_card(item, act, seat=seat)


@pytest.mark.parametrize("role", Delegation.Role.values)
def test_nobody_scores_a_producer_that_let_them_act_for_it_and_after_it_ended_they_do(role):
    item = an_item()
    seat, act = mine(item)
    delegation = Delegation.objects.create(
        producer=item.dossier.product.producer, user=seat.user, role=role, scope=Scope.PAPERS,
        given_by=a_user(), given_on=act.day, created_at=act.at,
    )  # fmt: skip

    with pytest.raises(Refused, match=r"làm thay|đại diện"):
        open_card(item, act, seat=seat)
    delegation.ended_on = act.day
    delegation.save()

    assert open_card(item, act, seat=seat)


def test_nobody_opens_another_seats_card():
    item = an_item()
    seat, _ = mine(item)

    with pytest.raises(Refused, match="chính mình"):
        open_card(item, act_of(a_user()), seat=seat)


def test_a_member_who_left_scores_no_more():
    item = an_item()
    seat, act = mine(item)
    seat.left_on = TODAY
    seat.save()

    with pytest.raises(Refused, match="thôi tham gia"):
        open_card(item, act, seat=seat)


def test_what_is_on_the_sheet_is_kept_without_a_line_of_history():
    item = an_item()
    seat, act = mine(item)
    card = open_card(item, act, seat=seat)
    lines = Entry.objects.count()

    keep_card(card, act, version=0, **FULL)

    card.refresh_from_db()
    assert (my_writing(card, seat.user).choices, card.version) == ({"1.1": 3}, 1)
    assert Entry.objects.count() == lines


def test_two_screens_do_not_overwrite_each_other():
    item = an_item()
    seat, act = mine(item)
    card = open_card(item, act, seat=seat)
    keep_card(card, act, version=0, **FULL)

    with pytest.raises(Refused, match="màn hình khác"):
        keep_card(card, act, version=0, choices={"1.1": 1}, remarks={})

    card.refresh_from_db()
    assert my_writing(card, seat.user).choices == {"1.1": 3}


@pytest.mark.parametrize("choices", [{"99.9": 1}, {"1.1": 99}, {"1.5": 0}])
def test_an_option_that_the_sheet_does_not_have_is_refused(choices):
    item = an_item()
    seat, act = mine(item)
    card = open_card(item, act, seat=seat)

    with pytest.raises(Refused):
        keep_card(card, act, version=0, choices=choices, remarks={})


def test_signing_is_final():
    item = an_item()
    seat, act = mine(item)
    card = open_card(item, act, seat=seat)
    keep_card(card, act, version=0, **FULL)

    digest = sign(card, act)

    card.refresh_from_db()
    assert (card.state, card.digest, len(digest)) == (CardState.SIGNED, digest, 64)
    with pytest.raises(Refused):
        keep_card(card, act, version=1, choices={}, remarks={})
    with pytest.raises(Refused):
        sign(card, act)


def test_the_history_of_a_signature_tells_no_points():
    item = an_item()
    seat, act = mine(item)
    card = open_card(item, act, seat=seat)
    keep_card(card, act, version=0, **FULL)

    sign(card, act)

    line = Entry.objects.order_by("-pk").first()
    assert set(line.facts) == {"seat", "digest"}


def test_a_card_is_not_signed_after_the_close():
    item = an_item()
    seat, act = mine(item)
    card = open_card(item, act, seat=seat)
    item.sitting.state = SittingState.CLOSED
    item.sitting.save()
    card = Scorecard.objects.get(pk=card.pk)

    with pytest.raises(Refused, match="đã đóng phiếu"):
        sign(card, act)


def test_a_member_who_left_signs_no_more():
    item = an_item()
    seat, act = mine(item)
    card = open_card(item, act, seat=seat)
    seat.left_on = TODAY
    seat.save()

    with pytest.raises(Refused, match="thôi tham gia"):
        sign(card, act)


def test_nobody_signs_about_a_producer_they_came_to_represent():
    item = an_item()
    seat, act = mine(item)
    card = open_card(item, act, seat=seat)
    a_representative(item.dossier.product.producer, seat.user)

    with pytest.raises(Refused, match="sản phẩm của mình"):
        sign(card, act)


def test_a_correction_is_a_new_card_that_names_the_old_and_says_why():
    item = an_item(SittingState.CLOSED)
    seat, act = mine(item)
    old = a_card(item, seat, {"1.1": 2})

    new = correct(old, act, reason="Đọc nhầm hợp đồng.")

    assert (new.replaces, new.reason, new.choices) == (old, "Đọc nhầm hợp đồng.", {"1.1": 2})
    sign(new, act)
    old.refresh_from_db()
    assert old.state == CardState.SIGNED


@pytest.mark.parametrize("state", [SittingState.OPEN, SittingState.MINUTED])
def test_cards_are_corrected_only_between_close_and_minutes(state):
    item = an_item(state)
    seat, act = mine(item)
    old = a_card(item, seat)

    with pytest.raises(Refused, match="sau khi đóng phiếu"):
        correct(old, act, reason="Lý do")


def test_a_correction_says_why():
    item = an_item(SittingState.CLOSED)
    seat, act = mine(item)

    with pytest.raises(Refused, match="lý do"):
        correct(a_card(item, seat), act, reason="  ")


def test_an_unsigned_card_needs_no_correction():
    item = an_item(SittingState.CLOSED)
    seat, act = mine(item)

    with pytest.raises(Refused, match="chưa ký"):
        correct(a_card(item, seat, state=CardState.OPEN), act, reason="Lý do")


@pytest.mark.parametrize(
    ("state", "seen"),
    [(SittingState.OPEN, 1), (SittingState.CLOSED, 3), (SittingState.MINUTED, 3)],
)
def test_a_card_is_sealed_from_everyone_else_until_the_close(state, seen):
    item = an_item(state)
    for seat in seats_of(item):
        a_card(item, seat)

    assert cards_for(seats_of(item)[0].user, None, TODAY).count() == seen


def test_equal_cards_leave_unequal_digests_so_that_none_can_be_guessed():
    item = an_item(seats=2)
    digests = []
    for seat in seats_of(item):
        act = act_of(seat.user)
        card = open_card(item, act, seat=seat)
        keep_card(card, act, version=0, **FULL)
        digests.append(sign(card, act))
        written = my_writing(card, seat.user)
        bare = Writing(written.choices, written.remarks, written.opinion, salt="")
        digests.append(digest_of(bare.document(dossier="HS", seat=0, abstained=False)))

    assert digests[1] == digests[3]
    assert len(set(digests)) == 3


def test_nobody_reads_another_members_writing_through_the_access_layer():
    item = an_item(seats=2)
    first, second = seats_of(item)
    card = a_card(item, first, {"1.1": 2})

    with pytest.raises(Refused, match="của chính mình"):
        my_writing(card, second.user)


def test_who_abstains_says_why_and_hands_in_no_points():
    item = an_item()
    seat, act = mine(item)
    card = open_card(item, act, seat=seat)
    keep_card(card, act, version=0, **FULL)

    digest = abstain(card, act, reason=" Chưa được xem mẫu. ")

    card.refresh_from_db()
    written = my_writing(card, seat.user)
    assert (card.state, card.digest) == (CardState.ABSTAINED, digest)
    assert (written.choices, written.opinion) == ({}, "Chưa được xem mẫu.")
    assert Entry.objects.order_by("-pk").first().facts == {"seat": seat.pk, "digest": digest}


def test_an_abstention_says_why():
    item = an_item()
    seat, act = mine(item)
    card = open_card(item, act, seat=seat)

    with pytest.raises(Refused, match="lý do không chấm"):
        abstain(card, act, reason="  ")


def test_a_signed_card_is_not_taken_back_by_abstaining():
    item = an_item()
    seat, act = mine(item)
    card = a_card(item, seat)

    with pytest.raises(Refused):
        abstain(card, act, reason="Đổi ý.")


@pytest.mark.parametrize(("days", "scores"), [(0, True), (1, False)])
def test_a_seat_scores_from_its_first_day_on(days, scores):
    item = an_item()
    seat, act = mine(item)
    seat.joined_on = TODAY + timedelta(days=days)
    seat.save()

    assert (item in items_to_score(seat.user, TODAY)) is scores
    if scores:
        open_card(item, act, seat=seat)
    else:
        with pytest.raises(Refused, match="chưa đến ngày tham gia"):
            open_card(item, act, seat=seat)


@pytest.mark.parametrize(("stance", "signed"), [("keep", True), ("other", True), ("", False)])
def test_a_written_opinion_says_what_it_is_before_it_is_signed(stance, signed):
    item = an_item(kind="written")
    seat, act = mine(item)
    card = open_card(item, act, seat=seat)
    keep_card(card, act, version=0, stance=stance, **FULL)

    if signed:
        sign(card, act)
    else:
        with pytest.raises(Refused, match="ý kiến về việc giữ hạng"):
            sign(card, act)


def test_an_opinion_that_is_none_of_the_three_is_refused():
    item = an_item(kind="written")
    seat, act = mine(item)
    card = open_card(item, act, seat=seat)

    with pytest.raises(Refused, match="một trong các ý kiến"):
        keep_card(card, act, version=0, stance="maybe", **FULL)
