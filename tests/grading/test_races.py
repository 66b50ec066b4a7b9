"""A result says what its cards say, even when one is replaced in the same instant."""

import pytest

from ocop.grading.flow import CardState, SittingState
from ocop.grading.models import AgendaItem, Scorecard
from ocop.grading.operations import conclude, sign
from ocop.grading.results import document
from ocop.rulesets.document import grade
from tests.dossiers.test_races import at_once
from tests.factories.dossiers import act_of
from tests.factories.grading import a_card, an_item, seats_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_correction_signed_while_the_council_concludes_counts_or_is_refused():
    item = an_item(SittingState.CLOSED, seats=1)
    [seat] = seats_of(item)
    old = a_card(item, seat, {"1.1": 1})
    new = a_card(item, seat, {"1.1": 2}, CardState.OPEN, replaces=old, reason="Đọc nhầm.")
    card, same = Scorecard.objects.get(pk=new.pk), AgendaItem.objects.get(pk=item.pk)

    at_once(lambda: sign(card, act_of(seat.user)), lambda: conclude(same, act_of()))

    assert grade(document(item)) == item.result.facts
