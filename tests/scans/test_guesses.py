"""Wrong numbers use up a network's budget, which fills again."""

import pytest

from ocop.scans.guesses import BUDGET, PLACES, RECORD, REFILL, Guesses, network_of
from tests.moment import NOW

AT = int(NOW.timestamp())


def used_up(guesses, address="10.0.0.1"):
    return [guesses.allows(address, AT) for _ in range(BUDGET)]


def test_a_network_has_a_budget_of_wrong_numbers_that_fills_again():
    guesses = Guesses.shared()

    assert used_up(guesses) == [True] * BUDGET
    assert not guesses.allows("10.0.0.1", AT)
    assert not guesses.allows("10.0.0.1", AT + REFILL - 1)
    assert guesses.allows("10.0.0.1", AT + REFILL)
    assert not guesses.allows("10.0.0.1", AT + REFILL)


def test_a_budget_that_was_left_alone_is_whole_again_and_no_larger():
    guesses = Guesses.shared()
    used_up(guesses)

    later = AT + 10 * BUDGET * REFILL
    taken = [guesses.allows("10.0.0.1", later) for _ in range(BUDGET + 1)]

    assert taken == [True] * BUDGET + [False]


def test_a_clock_that_was_set_back_grants_nothing():
    guesses = Guesses.shared()
    used_up(guesses)

    assert not guesses.allows("10.0.0.1", AT - 3)


def test_neighbours_share_a_budget_and_others_do_not():
    guesses = Guesses.shared()
    for number in range(BUDGET):
        guesses.allows(f"10.0.0.{number}", AT)

    assert not guesses.allows("10.0.0.250", AT)
    assert guesses.allows("10.0.1.1", AT)


def test_a_guesser_has_one_budget_and_not_one_of_each_process():
    one, another = Guesses.shared(), Guesses.shared()
    used_up(one)

    assert not another.allows("10.0.0.1", AT)


@pytest.mark.parametrize(
    ("address", "network"),
    [("10.1.2.3", "10.1.2"), ("2001:db8:1:2::1", "2001:0db8:0001"),
     ("2001:db8::1", "2001:0db8:0000"), ("fe80::1%eth0", "fe80:0000:0000"),
     ("::ffff:10.1.2.3", "10.1.2"), ("", ""), ("nonsense", ""), ("no:sense", "")],
)  # fmt: skip
def test_a_network_is_coarse(address, network):
    assert network_of(address) == network


def test_budgets_take_bounded_room_and_name_nobody(scans_folder):
    guesses = Guesses.shared()
    for number in range(500):
        guesses.allows(f"10.{number // 256}.{number % 256}.1", AT)

    kept = (scans_folder / "guesses").read_bytes()
    assert len(kept) == PLACES * RECORD.size
    assert b"10.0" not in kept
