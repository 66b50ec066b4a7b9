"""How many wrong numbers a network may try: a budget that only wrong ones use up. Pure.

Whoever shares an address with a guesser still has every genuine stamp answered in full.
"""

from collections import OrderedDict

BUDGET = 60
# Seconds after which one more is granted.
REFILL = 10
MOST_NETWORKS = 20_000


def network_of(address: str) -> str:
    """Return the coarse network of an address: 256 neighbours, or one customer's IPv6."""
    if ":" in address:
        return ":".join(address.split(":")[:3])
    return address.rpartition(".")[0]


class Guesses:
    """The budgets of one process, by network."""

    def __init__(self) -> None:
        self.known: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def allows(self, address: str, now: int) -> bool:
        """Take one from the budget of the address's network, and tell whether there was one."""
        network = network_of(address)
        left, since = self.known.pop(network, (BUDGET, now))
        granted = (now - since) // REFILL
        left, since = min(BUDGET, left + granted), since + granted * REFILL
        self.known[network] = (max(0, left - 1), since)
        while len(self.known) > MOST_NETWORKS:
            self.known.popitem(last=False)
        return left > 0
