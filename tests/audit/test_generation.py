"""The state of the record: what tells that nothing has changed."""

import pytest
from django.db import transaction

from ocop.audit.operations import record
from ocop.audit.queries import generation
from ocop.places.models import Province
from tests import market

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_empty_record_is_never_settled():
    assert not generation().is_settled


def test_every_act_makes_another_state_even_when_it_is_the_same_act():
    market.opened()
    province = Province.objects.get(code="22")
    states = []
    for _ in range(3):
        record(market.ACT, "tested", province)
        states.append(generation().newest)

    assert len(set(states)) == 3


def test_what_was_rolled_back_changes_no_state():
    market.opened()
    before = generation().newest
    with transaction.atomic():
        record(market.ACT, "tested", Province.objects.get(code="22"))
        transaction.set_rollback(True)

    assert generation().newest == before


def test_the_question_is_one_query(django_assert_num_queries):
    market.opened()

    with django_assert_num_queries(1):
        generation()
