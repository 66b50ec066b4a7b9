"""A result says what its cards say, even when one is replaced in the same instant."""

import pytest

from ocop.grading.flow import CardState, SittingState
from ocop.grading.models import AgendaItem, Scorecard, Sitting
from ocop.grading.operations import close_sitting, conclude, sign
from ocop.grading.results import document
from ocop.rulesets.document import grade
from tests.factories.dossiers import act_of
from tests.factories.grading import a_card, an_item, seats_of
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_correction_signed_while_the_council_concludes_counts_or_is_refused():
    item = an_item(SittingState.CLOSED, seats=1)
    [seat] = seats_of(item)
    old = a_card(item, seat, {"1.1": 1})
    new = a_card(item, seat, {"1.1": 2}, CardState.OPEN, replaces=old, reason="Đọc nhầm.")
    card, same = Scorecard.objects.get(pk=new.pk), AgendaItem.objects.get(pk=item.pk)

    at_once(lambda: sign(card, act_of(seat.user)), lambda: conclude(same, act_of()))

    assert grade(document(item)) == item.result.facts


def test_a_card_signed_while_the_sitting_closes_is_opened_with_the_others_or_refused():
    item = an_item(seats=1)
    [seat] = seats_of(item)
    begun = a_card(item, seat, {"1.1": 2}, CardState.OPEN)
    card, sitting = Scorecard.objects.get(pk=begun.pk), Sitting.objects.get(pk=item.sitting_id)

    at_once(lambda: sign(card, act_of(seat.user)), lambda: close_sitting(sitting, act_of()))

    begun.refresh_from_db()
    is_opened = begun.choices == {"1.1": 2} and bytes(begun.sealed) == b""
    assert is_opened is (begun.state == CardState.SIGNED)
    assert Sitting.objects.get().state == SittingState.CLOSED
