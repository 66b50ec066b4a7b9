"""Where a company's prefix ends in the digits of a GS1 key: an EPC URN says it, a link does not.

What was captured as URN is known; of others the prefixes that were seen in URNs are asked first,
then what GS1's members mostly give out (docs/adr/0036).
"""

from collections.abc import Collection

SHORTEST, LONGEST = 6, 12
# GS1 Vietnam gives most of its members, those of up to a hundred products, prefixes of ten digits.
_MOSTLY = {"893": 10}
_ELSE = 7


def length_of(digits: str, known: Collection[str] = ()) -> int:
    """Return how many of a key's digits are its company's prefix, as far as can be told."""
    for length in range(LONGEST, SHORTEST - 1, -1):
        if digits[:length] in known:
            return length
    return _MOSTLY.get(digits[:3], _ELSE)
