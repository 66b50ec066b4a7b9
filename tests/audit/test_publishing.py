"""Checkpoints: what they hold, what they cost, and what they can prove afterwards."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from ocop.audit import merkle
from ocop.audit.models import Checkpoint, Entry, Leaf, TreeNode
from ocop.audit.notes import is_signed
from ocop.audit.operations import record
from ocop.audit.proofs import consistency, inclusion
from ocop.audit.queries import history, is_late
from ocop.kernel.act import Act
from tests import cast
from tests.audit.ledger import lines, published
from tests.history import triggers_off
from tests.moment import NOW

pytestmark = pytest.mark.django_db


def test_an_empty_history_has_no_checkpoint():
    assert published() is None
    assert not Checkpoint.objects.exists()


def test_a_checkpoint_holds_every_line_in_the_order_of_its_number():
    entries = lines(5)
    mark = published()

    assert list(Leaf.objects.order_by("index").values_list("entry", flat=True)) == [
        entry.pk for entry in entries
    ]
    documents = [merkle.leaf_hash(entry.document()) for entry in Entry.objects.order_by("pk")]
    assert mark.root == merkle.root_of(documents).hex()
    assert is_signed(mark.note, mark.key, mark.size, mark.root)
    assert not is_signed(mark.note, mark.key, mark.size, "00" * 32)


def test_with_nothing_new_no_checkpoint_is_made():
    lines(3)
    first = published()

    assert published(hours=1) == first
    assert Checkpoint.objects.count() == 1


def test_the_log_grows_from_its_edge_as_if_it_had_been_hashed_at_once():
    for count in (1, 2, 7, 1, 30):
        lines(count)
        mark = published()

    hashes = Leaf.objects.order_by("index").values_list("hash", flat=True)
    leaves = [bytes.fromhex(hash_) for hash_ in hashes]
    assert mark.root == merkle.root_of(leaves).hex()
    assert TreeNode.objects.count() == sum(41 >> level for level in range(1, 6))


def test_growing_a_log_reads_its_edge_only(django_assert_num_queries):
    lines(100)
    published()
    lines(1)

    # Savepoint, counter, lock, newest, edge, lines, leaf, no more lines, checkpoint, release.
    with django_assert_num_queries(10):
        published()


def test_a_line_that_was_committed_late_takes_the_next_place():
    first, late, last = lines(3)
    # As if the act of the second line were still under way, unseen by the publisher.
    Leaf.objects.bulk_create([Leaf(index=10**9, entry=late, hash=late.digest)])
    published()
    with triggers_off(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_leaf WHERE entry_id = %s", [late.pk])
    published()

    placed = list(Leaf.objects.order_by("index").values_list("entry", flat=True))
    assert placed == [first.pk, last.pk, late.pk]


def test_all_of_fifty_checkpoints_extend_one_another():
    roots = {}
    for _ in range(50):
        lines(3)
        mark = published()
        roots[mark.size] = bytes.fromhex(mark.root)

    for new, new_root in roots.items():
        for old, old_root in roots.items():
            if old <= new:
                proof = consistency(old, new)
                assert merkle.extends(old_root, old, new_root, new, proof)
                if old < new:
                    assert not merkle.extends(new_root, old, new_root, new, proof)


def test_every_line_is_proved_by_two_queries(django_assert_num_queries):
    lines(37)
    mark = published()
    leaf = Leaf.objects.get(pk=20)

    with django_assert_num_queries(2):
        proof = inclusion(20, 37)
    assert merkle.includes(bytes.fromhex(mark.root), bytes.fromhex(leaf.hash), 20, 37, proof)
    with django_assert_num_queries(2):
        consistency(13, 37)


@pytest.mark.parametrize("table", ["audit_leaf", "audit_treenode", "audit_checkpoint"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET {}", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_was_published(table, verb):
    column = "root = 'x'" if table == "audit_checkpoint" else "hash = 'x'"
    lines(4)
    published()

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute(verb.format(table, column))


def test_history_names_people_by_a_digest_and_nobody_by_name():
    tung, van = cast.tung(), cast.van()
    entry = record(Act(by=tung, at=NOW, origin="test"), "test.done", van, user=van)

    document = entry.document().decode()
    assert tung.full_name not in document
    assert van.full_name not in document
    assert entry.facts["user"] == entry.target_id == history(van).last().target_id
    assert entry.by_digest not in {"", entry.target_id}


def test_nobody_is_late_before_the_first_checkpoint():
    lines(1)

    assert not is_late(NOW + timedelta(days=30))


@pytest.mark.parametrize(("hours", "late"), [(24, False), (25, True)])
def test_a_line_may_wait_a_day_for_its_checkpoint(hours, late):
    lines(1)
    published(hours=-2)
    assert not is_late(NOW + timedelta(days=30))

    lines(1)
    assert is_late(NOW + timedelta(hours=hours)) is late
    published(hours=hours)
    assert not is_late(NOW + timedelta(hours=hours))
