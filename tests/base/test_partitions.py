"""Tables in monthly pieces: no row is refused, none is lost, none can be changed."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from ocop.base.partitions import (
    Distribute,
    PartitionByMonth,
    drop_months,
    ensure_partitions,
    shifted,
)
from ocop.base.triggers import AppendOnly

OCTOBER = date(2026, 10, 5)
NOON = datetime(2026, 10, 5, 5, tzinfo=UTC)
# Vietnam is seven hours ahead: its October began while it was still September in Greenwich.
LAST_OF_SEPTEMBER = datetime(2026, 9, 30, 16, 59, 59, tzinfo=UTC)
FIRST_OF_OCTOBER = datetime(2026, 9, 30, 17, 0, 0, tzinfo=UTC)

CREATE = migrations.CreateModel(
    "Leaf",
    [
        ("pk", models.CompositePrimaryKey("province", "at", "id")),
        ("province", models.PositiveSmallIntegerField()),
        ("at", models.DateTimeField()),
        ("id", models.BigIntegerField()),
        ("word", models.CharField(max_length=20)),
    ],
    options={
        "db_table": "base_leaf",
        "indexes": [models.Index(fields=["word", "-at"], name="leaf_word")],
        "constraints": [
            models.UniqueConstraint(fields=["province", "at", "word"], name="leaf_once"),
            models.CheckConstraint(condition=~models.Q(word=""), name="leaf_worded"),
        ],
    },
)
DIVIDE = [PartitionByMonth("Leaf", "at"), Distribute("Leaf", "province"), AppendOnly("base_leaf")]


def laid(operations):
    """Carry the operations out, and return the model that they lead to."""
    state = ProjectState()
    with connection.schema_editor() as editor:
        for operation in operations:
            before = state.clone()
            operation.state_forwards("base", state)
            operation.database_forwards("base", editor, before, state)
    return state.apps.get_model("base", "Leaf")


@pytest.fixture
def leaves(transactional_db):
    """A table of leaves, divided by month where the database can; gone afterwards."""
    yield laid([CREATE, *DIVIDE])
    dropped()


def dropped():
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE base_leaf")


def is_postgres():
    return connection.vendor == "postgresql"


def add(leaves, *moments):
    """Put a leaf into the table for each moment."""
    rows = [leaves(province=22, at=at, id=n, word=f"lá {n}") for n, at in enumerate(moments)]
    leaves.objects.bulk_create(rows)


def count_in(piece):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(piece)}")
        return cursor.fetchone()[0]


def test_a_row_of_any_time_is_taken_and_found_by_its_key(leaves):
    moments = [NOON, NOON.replace(year=1970), NOON.replace(year=2999)]

    add(leaves, *moments)

    assert leaves.objects.get(pk=(22, NOON, 0)).word == "lá 0"
    assert list(leaves.objects.order_by("id").values_list("at", flat=True)) == moments


def test_the_coming_months_are_made_ahead_and_only_once(leaves):
    made = ensure_partitions(OCTOBER, ahead=2)

    names = [f"base_leaf_2026_{month}" for month in (10, 11, 12)]
    assert [name for name in made if name.startswith("base_leaf")] == names * is_postgres()
    assert ensure_partitions(OCTOBER, ahead=2) == []


def test_rows_that_waited_move_into_their_month_and_none_is_lost(leaves):
    add(leaves, NOON, LAST_OF_SEPTEMBER, FIRST_OF_OCTOBER, NOON.replace(year=2999))

    ensure_partitions(OCTOBER)

    assert leaves.objects.count() == 4
    if is_postgres():
        pieces = ("base_leaf_2026_09", "base_leaf_2026_10", "base_leaf_default")
        assert [count_in(piece) for piece in pieces] == [1, 2, 1]


@pytest.mark.parametrize("at", [NOON, NOON.replace(year=2999)])
def test_no_row_can_be_changed_in_any_piece(leaves, at):
    add(leaves, at)
    ensure_partitions(OCTOBER)
    add_later = leaves(province=22, at=at, id=99, word="sau")
    add_later.save(force_insert=True)

    for change in (lambda rows: rows.update(word="khác"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change(leaves.objects.filter(province=22))

    assert leaves.objects.count() == 2


def test_indexes_and_constraints_keep_their_names(leaves):
    with connection.cursor() as cursor:
        told = connection.introspection.get_constraints(cursor, "base_leaf")

    assert {"leaf_word", "leaf_once", "leaf_worded"} <= set(told)
    assert [one["columns"] for one in told.values() if one["primary_key"]] == [
        ["province", "at", "id"]
    ]


@pytest.mark.parametrize("known", [False, True])
def test_whole_months_go_and_the_month_of_the_day_stays(leaves, known):
    add(leaves, LAST_OF_SEPTEMBER, NOON.replace(year=2024), FIRST_OF_OCTOBER, NOON)
    if known:
        ensure_partitions(OCTOBER)

    gone = drop_months(leaves, "at", before=date(2026, 10, 31))

    assert gone == 2
    assert set(leaves.objects.values_list("id", flat=True)) == {2, 3}
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        leaves.objects.filter(province=22).delete()


def test_a_question_about_one_month_reads_one_piece(leaves):
    add(leaves, NOON, LAST_OF_SEPTEMBER)
    ensure_partitions(OCTOBER)

    plan = leaves.objects.filter(province=22, at=NOON).explain()

    if is_postgres():
        assert "base_leaf_2026_10" in plan
        assert "base_leaf_2026_09" not in plan
        assert "base_leaf_default" not in plan


def test_a_table_with_rows_is_not_divided(transactional_db):
    leaves = laid([CREATE])
    add(leaves, NOON)
    state = ProjectState()
    CREATE.state_forwards("base", state)

    with connection.schema_editor() as editor:
        divide = PartitionByMonth("Leaf", "at").database_forwards
        if is_postgres():
            with pytest.raises(ValueError, match="has rows"):
                divide("base", editor, state, state)
        else:
            divide("base", editor, state, state)

    assert leaves.objects.count() == 1
    dropped()


@pytest.mark.parametrize(
    ("months", "first"),
    [
        (0, date(2026, 10, 1)),
        (2, date(2026, 12, 1)),
        (3, date(2027, 1, 1)),
        (-9, date(2026, 1, 1)),
        (-10, date(2025, 12, 1)),
    ],
)
def test_months_are_counted_over_the_turn_of_the_year(months, first):
    assert shifted(OCTOBER, months) == first
