"""Merkle trees as RFC 6962 builds them: roots, proofs, and their checks. Pure.

Only complete subtrees are ever stored: ``Frontier`` keeps the O(log n) that a growing tree needs,
and proofs ask ``node(level, index)`` for the rest, where level 0 holds the leaves.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()
Node = Callable[[int, int], bytes]


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of one entry (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash that stands over two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root over hashed leaves."""
    frontier = Frontier()
    for leaf in leaves:
        for _ in frontier.add(leaf):
            pass
    return frontier.root()


class Frontier:
    """The right edge of a growing tree: at most one complete subtree of each height."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        """Take up a tree of ``size`` leaves again; ``peaks`` are its subtrees, largest first."""
        if len(peaks) != size.bit_count():
            raise ValueError("A tree has one peak for each bit of its size.")
        self.size = size
        self.peaks = list(peaks)

    def add(self, leaf: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Add a hashed leaf, and yield (level, index, hash) of each subtree it completes."""
        level, index, hash_ = 0, self.size, leaf
        yield level, index, hash_
        while index & 1:
            hash_ = node_hash(self.peaks.pop(), hash_)
            level, index = level + 1, index >> 1
            yield level, index, hash_
        self.peaks.append(hash_)
        self.size += 1

    def root(self) -> bytes:
        """Return the root over all leaves so far."""
        return _over(self.peaks) if self.peaks else EMPTY_ROOT


def peaks_of(size: int) -> list[tuple[int, int]]:
    """Return (level, index) of the complete subtrees that a tree of ``size`` leaves consists of."""
    found, start = [], 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            found.append((level, start >> level))
            start += 1 << level
    return found


def inclusion_proof(node: Node, index: int, size: int) -> list[bytes]:
    """Return the audit path of leaf ``index`` in the tree of ``size`` (RFC 6962, section 2.1.1)."""
    if not 0 <= index < size:
        raise ValueError("The leaf is not in the tree.")
    return _path(node, index, 0, size)


def consistency_proof(node: Node, old: int, new: int) -> list[bytes]:
    """Return why the tree of ``new`` leaves extends that of ``old`` (RFC 6962, section 2.1.2)."""
    if not 0 < old <= new:
        raise ValueError("A tree extends only a smaller one that is not empty.")
    return _subproof(node, old, 0, new, whole=True)


def includes(root: bytes, leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bool:
    """Tell whether ``proof`` shows that hashed ``leaf`` stands at ``index`` under ``root``."""
    if not 0 <= index < size:
        return False
    hash_, last = leaf, size - 1
    for sibling in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            hash_ = node_hash(sibling, hash_)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            hash_ = node_hash(hash_, sibling)
        index, last = index >> 1, last >> 1
    return last == 0 and hash_ == root


def extends(old_root: bytes, old: int, new_root: bytes, new: int, proof: Sequence[bytes]) -> bool:
    """Tell whether ``proof`` shows that the newer tree holds all of the older one, unchanged."""
    if old == new:
        return old_root == new_root and not proof
    if not 0 < old < new or not proof:
        return False
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    index, last = old - 1, new - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    was = now = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            was, now = node_hash(sibling, was), node_hash(sibling, now)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            now = node_hash(now, sibling)
        index, last = index >> 1, last >> 1
    return last == 0 and (was, now) == (old_root, new_root)


def range_root(node: Node, start: int, end: int) -> bytes:
    """Return the root over leaves ``start`` to ``end``, for a start on a subtree's edge."""
    size = end - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return node(level, start >> level)
    split = start + _split(size)
    return node_hash(range_root(node, start, split), range_root(node, split, end))


def _over(peaks: Sequence[bytes]) -> bytes:
    hash_ = peaks[-1]
    for peak in reversed(peaks[:-1]):
        hash_ = node_hash(peak, hash_)
    return hash_


def _split(size: int) -> int:
    """Return the largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1


def _path(node: Node, index: int, start: int, end: int) -> list[bytes]:
    if end - start == 1:
        return []
    split = start + _split(end - start)
    if index < split:
        return [*_path(node, index, start, split), range_root(node, split, end)]
    return [*_path(node, index, split, end), range_root(node, start, split)]


def _subproof(node: Node, old: int, start: int, end: int, *, whole: bool) -> list[bytes]:
    if old == end:
        return [] if whole else [range_root(node, start, end)]
    split = start + _split(end - start)
    if old <= split:
        below = _subproof(node, old, start, split, whole=whole)
        return [*below, range_root(node, split, end)]
    below = _subproof(node, old, split, end, whole=False)
    return [*below, range_root(node, start, split)]
