"""Does the database still say what was signed? Read from the first line to the last."""

from ocop.audit.merkle import Frontier
from ocop.audit.models import Checkpoint, Entry, Leaf
from ocop.audit.notes import is_signed
from ocop.audit.proofs import Place, nodes_at
from ocop.audit.queries import is_intact

# As many nodes as one query asks for.
BATCH = 400


def first_fault() -> str | None:
    """Return in a sentence the first thing that no longer fits, or nothing when all is whole."""
    return _in_lines() or _in_waiting() or _in_checkpoints()


def _in_lines() -> str | None:
    """Compare each line with its leaf, each leaf with its place, each checkpoint with the root."""
    frontier = Frontier()
    marks = {mark.size: mark for mark in Checkpoint.objects.all()}
    size, completed = max(marks, default=0), dict[Place, bytes]()
    for leaf in Leaf.objects.select_related("entry").order_by("index").iterator():
        if fault := _in_leaf(leaf, frontier.size):
            return fault
        for level, index, hash_ in frontier.add(bytes.fromhex(leaf.hash)):
            completed[level, index] = hash_
        mark = marks.get(frontier.size)
        if mark and mark.root != frontier.root().hex():
            return f"Mốc {mark.size} không khớp với các dòng trước nó."
        if len(completed) >= BATCH or frontier.size == size:
            if nodes_at(completed) != completed:
                return f"Một nút của cây trước vị trí {frontier.size} đã bị sửa."
            completed = {}
    return None if frontier.size == size else f"Sổ có {frontier.size} dòng, mốc mới nhất là {size}."


def _in_leaf(leaf: Leaf, place: int) -> str | None:
    if leaf.index != place:
        return f"Sổ mất dòng ở vị trí {place}."
    if leaf.hash != leaf.entry.digest or not is_intact(leaf.entry):
        return f"Dòng lịch sử số {leaf.entry_id} (vị trí {place}) đã bị sửa."
    return None


def _in_waiting() -> str | None:
    """Compare the lines that wait for their place with their own digests."""
    for entry in Entry.objects.filter(leaf=None).order_by("pk").iterator():
        if not is_intact(entry):
            return f"Dòng lịch sử số {entry.pk}, chưa vào mốc nào, đã bị sửa."
    return None


def _in_checkpoints() -> str | None:
    for mark in Checkpoint.objects.order_by("size"):
        if not is_signed(mark.note, mark.key, mark.size, mark.root):
            return f"Mốc {mark.size} không mang chữ ký đúng."
    return None
