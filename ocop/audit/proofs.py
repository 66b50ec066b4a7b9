"""What the log can prove: that it holds a line, and that it extends what it was. O(log n) rows."""

from collections.abc import Callable, Iterable

from django.db.models import Q

from ocop.audit import merkle
from ocop.audit.models import Leaf, TreeNode

Place = tuple[int, int]


def inclusion(index: int, size: int) -> list[bytes]:
    """Return the path from leaf ``index`` to the root of the log at ``size``."""
    return _proved(lambda node: merkle.inclusion_proof(node, index, size))


def consistency(old: int, new: int) -> list[bytes]:
    """Return the hashes that show the log at ``new`` to begin with the log at ``old``."""
    return _proved(lambda node: merkle.consistency_proof(node, old, new))


def nodes_at(places: Iterable[Place]) -> dict[Place, bytes]:
    """Return the hashes at these places, by two queries."""
    leaves = [index for level, index in places if level == 0]
    above = Q(pk=None)
    for level, index in places:
        if level:
            above |= Q(level=level, index=index)
    found = {
        (0, index): bytes.fromhex(hash_)
        for index, hash_ in Leaf.objects.filter(pk__in=leaves).values_list("index", "hash")
    }
    for level, index, hash_ in TreeNode.objects.filter(above).values_list("level", "index", "hash"):
        found[level, index] = bytes.fromhex(hash_)
    return found


def _proved(prove: Callable[[merkle.Node], list[bytes]]) -> list[bytes]:
    """Make a proof twice: once to learn which nodes it asks for, and then with those nodes."""
    asked: list[Place] = []

    def note(level: int, index: int) -> bytes:
        asked.append((level, index))
        return b""

    prove(note)
    found = nodes_at(asked)
    return prove(lambda level, index: found[level, index])
