"""Wrong numbers use up a network's budget, which fills again."""

import pytest

from ocop.scans.guesses import BUDGET, MOST_NETWORKS, REFILL, Guesses, network_of


def test_a_network_has_a_budget_of_wrong_numbers_that_fills_again():
    guesses = Guesses()

    taken = [guesses.allows("10.0.0.1", 0) for _ in range(BUDGET + 1)]

    assert taken == [True] * BUDGET + [False]
    assert not guesses.allows("10.0.0.1", REFILL - 1)
    assert guesses.allows("10.0.0.1", REFILL)


def test_neighbours_share_a_budget_and_others_do_not():
    guesses = Guesses()
    for number in range(BUDGET):
        guesses.allows(f"10.0.0.{number}", 0)

    assert not guesses.allows("10.0.0.250", 0)
    assert guesses.allows("10.0.1.1", 0)


@pytest.mark.parametrize(
    ("address", "network"),
    [("10.1.2.3", "10.1.2"), ("2001:db8:1:2::1", "2001:db8:1"), ("", ""), ("nonsense", "")],
)
def test_a_network_is_coarse(address, network):
    assert network_of(address) == network


def test_budgets_take_bounded_room():
    guesses = Guesses()
    for number in range(MOST_NETWORKS + 50):
        guesses.allows(f"10.{number // 256}.{number % 256}.1", 0)

    assert len(guesses.known) == MOST_NETWORKS
