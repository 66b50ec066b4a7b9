"""A scratch field's first use is remembered, and its digits cannot be tried out."""

import pytest

from ocop.kernel.errors import Refused
from ocop.stamps.keys import key_of
from ocop.stamps.operations import try_pin
from ocop.stamps.operations.pins import MOST_WRONG
from ocop.stamps.serials import pin_of
from tests.factories.dossiers import act_of
from tests.factories.stamps import a_handed_batch

pytestmark = pytest.mark.django_db


def the_pin(batch, counter=5):
    return pin_of(key_of(batch.key), batch.number, counter, batch.about)


def test_the_first_use_is_told_to_all_who_come_later():
    batch = a_handed_batch(with_pin=True)
    act = act_of()

    assert try_pin(batch, act, counter=5, pin=the_pin(batch)) == (True, None)
    assert try_pin(batch, act_of(), counter=5, pin=the_pin(batch)) == (True, act.at)


@pytest.mark.parametrize(("wrong", "taken"), [(MOST_WRONG - 1, True), (MOST_WRONG, False)])
def test_guessing_ends_after_ten_wrong_tries(wrong, taken):
    batch = a_handed_batch(with_pin=True)
    for _ in range(wrong):
        assert try_pin(batch, act_of(), counter=5, pin="không") == (False, None)

    if taken:
        assert try_pin(batch, act_of(), counter=5, pin=the_pin(batch)) == (True, None)
        return
    with pytest.raises(Refused, match="quá nhiều lần"):
        try_pin(batch, act_of(), counter=5, pin=the_pin(batch))


def test_stamps_without_a_scratch_field_have_no_pin():
    with pytest.raises(Refused, match="không có mã cào"):
        try_pin(a_handed_batch(), act_of(), counter=5, pin="000000")
