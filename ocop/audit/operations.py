"""Writing history, and publishing what it amounts to."""

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db import models, transaction

from ocop.audit.keys import signing_key
from ocop.audit.ledger import digest
from ocop.audit.merkle import Frontier, peaks_of
from ocop.audit.models import Checkpoint, Entry, Leaf, TreeNode
from ocop.audit.people import is_person, key_of, stands_for
from ocop.audit.proofs import nodes_at
from ocop.base.models import Counter, lock
from ocop.kernel.act import Act

BATCH = 2000


@transaction.atomic
def record(act: Act, verb: str, target: models.Model, **facts: Any) -> Entry:
    """Add the line that ``act`` did ``verb`` to ``target``, inside the caller's transaction."""
    entry = Entry(
        at=act.at,
        by_id=getattr(act.by, "pk", None),
        by_digest=stands_for(act.by) if is_person(act.by) else "",
        origin=act.origin,
        request=act.request,
        behalf=act.behalf,
        verb=str(verb),
        target_type=target._meta.label,
        target_id=key_of(target),
        target_name=str(target)[:200],
        facts={name: _plain(value) for name, value in facts.items()},
    )
    entry.digest = digest(entry.document())
    entry.save()
    return entry


def _plain(value: Any) -> Any:
    """Return ``value`` as JSON can hold it, exactly: no float, no guess, no name of a person."""
    if isinstance(value, models.Model):
        return key_of(value)
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)


@transaction.atomic
def publish_checkpoint(act: Act) -> Checkpoint | None:
    """Give each new line of history its place in the log, and sign the log as it stands.

    Places are given here, one publisher at a time, and not as lines are written: numbers of lines
    are taken before they are committed, so on PostgreSQL a lower number may come to be seen later.
    Such a line has no place yet, and takes its own in the next checkpoint; nothing is ever put
    between leaves that were published. With nothing new, return the newest checkpoint, if any.
    """
    lock(Counter.objects.get_or_create(series="ledger")[0])
    newest = Checkpoint.objects.first()
    frontier = _taken_up(newest.size if newest else 0)
    for batch in _unplaced():
        _place(batch, frontier)
    if frontier.size == (newest.size if newest else 0):
        return newest
    key, root = signing_key(), frontier.root()
    return Checkpoint.objects.create(
        size=frontier.size,
        root=root.hex(),
        note=key.checkpoint(frontier.size, root),
        key=key.public,
        at=act.at,
    )


def _taken_up(size: int) -> Frontier:
    """Return the log's right edge, from as many nodes as its size has bits."""
    places = peaks_of(size)
    found = nodes_at(places)
    return Frontier(size, [found[place] for place in places])


def _unplaced() -> Iterator[list[Entry]]:
    """Yield the lines that have no leaf, in the order of their numbers."""
    last = 0
    waiting = Entry.objects.filter(leaf=None).only("pk", "digest").order_by("pk")
    while batch := list(waiting.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk


def _place(entries: list[Entry], frontier: Frontier) -> None:
    """Append the entries to the log as they were when written, and the subtrees they complete."""
    leaves, nodes = [], []
    for entry in entries:
        for level, index, hash_ in frontier.add(bytes.fromhex(entry.digest)):
            if level == 0:
                leaves.append(Leaf(index=index, entry=entry, hash=hash_.hex()))
            else:
                nodes.append(TreeNode(level=level, index=index, hash=hash_.hex()))
    Leaf.objects.bulk_create(leaves, batch_size=BATCH)
    TreeNode.objects.bulk_create(nodes, batch_size=BATCH)
