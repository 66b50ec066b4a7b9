"""Big tables in pieces: one a month on PostgreSQL, by province on Citus; plain on SQLite.

A model that uses them has ``pk = models.CompositePrimaryKey("province", <time>, "id")`` and no
foreign key to it; each of its unique constraints names the time as well. A migration says::

    CreateModel("Scan", …),
    PartitionByMonth("Scan", "at"),
    Distribute("Scan", "province"),
    AppendOnly("scans_scan"),

Months are those of Vietnam's calendar. What falls into a month that has no piece yet goes into the
default piece, so that no insert ever fails; ``ensure_partitions`` moves it where it belongs.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import partial
from typing import Any

from django.db import connection, migrations, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState

from ocop.kernel.act import VIETNAM

AHEAD = 3
# Rows that lie further back than ten years stay in the default piece.
LOOK_BACK = 120
PATIENCE = "5s"
LOCK_KEY = 0x0C0B_0A27

CONSTRAINTS = """
    SELECT format('CONSTRAINT %%I %%s', conname, pg_get_constraintdef(oid)) FROM pg_constraint
    WHERE conrelid = %s::regclass AND contype IN ('p', 'u', 'c', 'f')
"""
INDEXES = """
    SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i WHERE i.indrelid = %s::regclass
    AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""
TRIGGERS = """
    SELECT pg_get_triggerdef(oid) FROM pg_trigger
    WHERE tgrelid = %s::regclass AND NOT tgisinternal
"""
PARTITIONED = """
    SELECT parent.relname, a.attname FROM pg_partitioned_table p
    JOIN pg_class parent ON parent.oid = p.partrelid
    JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]
    WHERE p.partstrat = 'r' AND NOT parent.relispartition
    AND parent.relnamespace = current_schema()::regnamespace ORDER BY parent.relname
"""
PIECES = """
    SELECT child.relname FROM pg_inherits i JOIN pg_class child ON child.oid = i.inhrelid
    WHERE i.inhparent = %s::regclass ORDER BY child.relname
"""
SQLITE_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
ANY_ROW = "SELECT 1 FROM {table} LIMIT 1"
IN_PIECES = """
    CREATE TABLE {table} (LIKE {plain} INCLUDING ALL EXCLUDING INDEXES
    EXCLUDING CONSTRAINTS EXCLUDING STATISTICS) PARTITION BY RANGE ({column})
"""
MONTHS_WAITING = """
    SELECT DISTINCT date_trunc('month', {column} AT TIME ZONE %s)::date
    FROM {default} WHERE {column} >= %s AND {column} < %s
"""
MOVED = """
    WITH moved AS (DELETE FROM {default} WHERE {column} >= %s AND {column} < %s RETURNING *)
    INSERT INTO {piece} SELECT * FROM moved
"""
ATTACHED = "ALTER TABLE {table} ATTACH PARTITION {piece} FOR VALUES FROM (%s) TO (%s)"


class _OfOneTable(migrations.operations.base.Operation, ABC):
    """What both operations are: something done to the table of one model, on PostgreSQL only."""

    reversible = True
    reduces_to_sql = False

    def __init__(self, model: str, column: str) -> None:
        self.model = model
        self.column = column

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing that models know of."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Do it, where the database is PostgreSQL."""
        if schema_editor.connection.vendor == "postgresql":
            meta = to_state.apps.get_model(app_label, self.model)._meta
            self.carry_out(schema_editor, meta.db_table, _column(meta, self.column))

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any
    ) -> None:
        """Leave the table as it is: in pieces it answers as a plain one, and goes with them."""

    @abstractmethod
    def carry_out(self, editor: BaseDatabaseSchemaEditor, table: str, column: str) -> None:
        """Do it to the table."""


class PartitionByMonth(_OfOneTable):
    """Turn a table that was just made into one of monthly pieces, with a default piece.

    Names of constraints and indexes stay. Refused where rows stand in it already, and where its
    primary key leaves the column out.
    """

    def carry_out(self, editor: BaseDatabaseSchemaEditor, table: str, column: str) -> None:
        """Make the table anew in pieces, with all that belongs to it."""
        names = {"table": table, "plain": f"{table}_plain", "default": _default(table)}
        rows = partial(_rows, on=editor.connection)
        if rows(_sql(ANY_ROW, **names)):
            raise ValueError(f"{table} has rows: only a table that was just made is divided.")
        belongings = [
            f"{_sql('ALTER TABLE {t} ADD', t=table)} {told}" for (told,) in rows(CONSTRAINTS, table)
        ]
        for question in (INDEXES, TRIGGERS):
            belongings += [statement for (statement,) in rows(question, table)]
        for statement in (
            _sql("ALTER TABLE {table} RENAME TO {plain}", **names),
            _sql(IN_PIECES, column=column, **names),
            _sql("DROP TABLE {plain}", **names),
            *belongings,
            _sql("CREATE TABLE {default} PARTITION OF {table} DEFAULT", **names),
        ):
            editor.execute(statement, None)

    def describe(self) -> str:
        """Say what the migration does."""
        return f"Divide {self.model} by the month of {self.column} on PostgreSQL"


class Distribute(_OfOneTable):
    """Spread a table over the nodes of Citus by a column; nothing where Citus is not there."""

    def carry_out(self, editor: BaseDatabaseSchemaEditor, table: str, column: str) -> None:
        """Hand the table to Citus."""
        if not _rows("SELECT 1 FROM pg_extension WHERE extname = 'citus'", on=editor.connection):
            return
        # Ours only refuse; they reach no other row, so that they hold on every node by itself.
        editor.execute("SET LOCAL citus.enable_unsafe_triggers TO on")
        editor.execute("SELECT create_distributed_table(%s, %s)", [table, column])

    def describe(self) -> str:
        """Say what the migration does."""
        return f"Spread {self.model} by {self.column} where Citus is there"


def ensure_partitions(day: date, *, ahead: int = AHEAD) -> list[str]:
    """Make the pieces of this month and of the coming ones, and return their names.

    Rows that wait in a default piece move into a piece of their month. Nothing on SQLite.
    """
    if connection.vendor != "postgresql":
        return []
    made = []
    for table, column in _rows(PARTITIONED):
        wanted = {shifted(day, months) for months in range(ahead + 1)}
        strays = _months_waiting(table, column, wanted, shifted(day, -LOOK_BACK))
        there = {piece for (piece,) in _rows(PIECES, table)}
        for month in sorted(wanted | strays):
            if _piece(table, month) not in there:
                made += _make(table, column, month)
    return made


def drop_months(model: type[models.Model], column: str, *, before: date) -> int:
    """Take away the rows of all whole months before a day, and return how many they were.

    On PostgreSQL a month goes as one piece, at once; elsewhere its rows are deleted.
    """
    table, limit = model._meta.db_table, before.replace(day=1)
    gone = 0
    with transaction.atomic():
        if connection.vendor == "postgresql":
            _run(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            for (piece,) in _rows(PIECES, table):
                if piece != _default(table) and piece < _piece(table, limit):
                    [(rows,)] = _rows(_sql("SELECT count(*) FROM {piece}", piece=piece))
                    _run(_sql("DROP TABLE {piece}", piece=piece))
                    gone += rows
            table = _default(table)
        delete = _sql(
            "DELETE FROM {table} WHERE {column} < %s",
            table=table,
            column=_column(model._meta, column),
        )
        with _unguarded(table):
            gone += _run(delete, connection.ops.adapt_datetimefield_value(_midnight(limit)))
    return gone


def shifted(day: date, months: int) -> date:
    """Return the first day of the month that lies so many months after that of ``day``."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _months_waiting(table: str, column: str, known: set[date], oldest: date) -> set[date]:
    told = _rows(
        _sql(MONTHS_WAITING, default=_default(table), column=column),
        VIETNAM.key,
        _midnight(oldest),
        _midnight(shifted(max(known), 1)),
    )
    return {month for (month,) in told}


@transaction.atomic
def _make(table: str, column: str, month: date) -> list[str]:
    piece, default = _piece(table, month), _default(table)
    names = {"table": table, "column": column, "piece": piece, "default": default}
    span = _midnight(month), _midnight(shifted(month, 1))
    # Whoever cannot have the table for a moment tries again in the next turn.
    _run(f"SET LOCAL lock_timeout = '{PATIENCE}'")
    _rows("SELECT pg_advisory_xact_lock(%s)", LOCK_KEY)
    if (piece,) in _rows(PIECES, table):
        return []
    # A table with checks still waiting cannot be altered.
    _run("SET CONSTRAINTS ALL IMMEDIATE")
    _run(_sql("LOCK TABLE {default} IN ACCESS EXCLUSIVE MODE", **names))
    _run(_sql("CREATE TABLE {piece} (LIKE {table} INCLUDING ALL EXCLUDING INDEXES)", **names))
    with _unguarded(default):
        _run(_sql(MOVED, **names), *span)
    _run(_sql(ATTACHED, **names), *span)
    return [piece]


@contextmanager
def _unguarded(table: str) -> Iterator[None]:
    """Let rows of the table go, in this transaction and for nobody else."""
    if connection.vendor == "postgresql":
        away = [_sql("ALTER TABLE {table} DISABLE TRIGGER USER", table=table)]
        back = [_sql("ALTER TABLE {table} ENABLE TRIGGER USER", table=table)]
    else:
        told = _rows(SQLITE_TRIGGERS, table)
        away = [_sql("DROP TRIGGER {name}", name=name) for name, _ in told]
        back = [statement for _, statement in told]
    for statement in away:
        _run(statement)
    yield
    for statement in back:
        _run(statement)


def _column(meta: Any, name: str) -> str:
    return str(meta.get_field(name).column)


def _default(table: str) -> str:
    return f"{table}_default"


def _piece(table: str, month: date) -> str:
    return f"{table}_{month:%Y_%m}"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, VIETNAM)


def _sql(text: str, **names: str) -> str:
    return text.format(**{word: connection.ops.quote_name(name) for word, name in names.items()})


def _rows(
    question: str, *values: Any, on: BaseDatabaseWrapper | None = None
) -> list[tuple[Any, ...]]:
    with (on or connection).cursor() as cursor:
        cursor.execute(question, values or None)
        return cursor.fetchall()


def _run(statement: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.rowcount
