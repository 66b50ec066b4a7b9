"""Three PostgreSQL nodes of our own: one that is asked, two that hold a province each."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.apps import apps
from django.db import connections

from ocop.base.partitions import PartitionByMonth
from ocop.settings import database_from
from tests import postgres

# Which node holds which provinces, by their numbers.
HOLDS = {"north": (1, 22), "south": (48, 79)}
ASKED, WHOLE = "asked", "whole"
EXTENSION = "SELECT 1 FROM pg_available_extensions WHERE name = 'postgres_fdw'"


@contextmanager
def joined(tables: dict[str, tuple[str, str | None]]) -> Iterator[None]:
    """Start the nodes and join them; ``tables``: the model's province, and its time if divided.

    ``connections`` know them by name while it lasts: asked, north, south, and whole, which holds
    on one node what the others hold together. Refused (``NoServer``) where nothing can be started.
    """
    with ExitStack() as stack:
        urls = {name: stack.enter_context(postgres.running()) for name in (ASKED, *HOLDS)}
        stack.callback(_forget, [*urls, WHOLE])
        for name, url in urls.items():
            _know(name, url)
        if not _asked(EXTENSION):
            raise postgres.NoServer("This PostgreSQL comes without its extension postgres_fdw.")
        _run(ASKED, "CREATE DATABASE whole")
        _know(WHOLE, urls[ASKED].replace("/postgres?", "/whole?"))
        for name in (WHOLE, *HOLDS):
            for label, (_, time) in tables.items():
                _lay(name, label, time)
        _join(tables)
        yield


def _know(name: str, url: str) -> None:
    connections.settings[name] = connections.configure_settings({"default": database_from(url)})[
        "default"
    ]


def _forget(names: list[str]) -> None:
    for name in names:
        if name in connections.settings:
            connections[name].close()
            del connections[name]
            del connections.settings[name]


def _lay(node: str, label: str, time: str | None) -> None:
    """Make a model's table on a node, in monthly pieces where it has a time to go by."""
    model = apps.get_model(label)
    with connections[node].schema_editor() as editor:
        editor.create_model(model)
        if time:
            PartitionByMonth(label, time).carry_out(editor, model._meta.db_table, time)


def _join(tables: dict[str, tuple[str, str | None]]) -> None:
    """Make each table on the node that is asked: of the other nodes' tables, by province."""
    _run(ASKED, "CREATE EXTENSION postgres_fdw")
    for node in HOLDS:
        host = connections.settings[node]["HOST"]
        _run(
            ASKED,
            f"CREATE SERVER {node} FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '{host}', "
            "dbname 'postgres', async_capable 'true', batch_size '500')",
        )
        _run(ASKED, f"CREATE USER MAPPING FOR postgres SERVER {node} OPTIONS (user 'postgres')")
    for label, (column, _) in tables.items():
        model = apps.get_model(label)
        table = model._meta.db_table
        with connections[ASKED].schema_editor() as editor:
            editor.create_model(model)
            # A unique key over nodes there is none: each node answers for its provinces.
            editor.deferred_sql.clear()
        _run(ASKED, f"ALTER TABLE {table} RENAME TO {table}_plain")
        _run(ASKED, f"CREATE TABLE {table} (LIKE {table}_plain) PARTITION BY LIST ({column})")
        for node, provinces in HOLDS.items():
            _run(
                ASKED,
                f"CREATE FOREIGN TABLE {table}_{node} PARTITION OF {table} "
                f"FOR VALUES IN ({', '.join(map(str, provinces))}) "
                f"SERVER {node} OPTIONS (table_name '{table}')",
            )


def settle() -> None:
    """Let every node know what its tables hold, so that its plans are those of a full one."""
    for name in (*HOLDS, WHOLE, ASKED):
        _run(name, "ANALYZE")


def _asked(question: str) -> list[tuple[object, ...]]:
    with connections[ASKED].cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def _run(name: str, statement: str) -> None:
    with connections[name].cursor() as cursor:
        cursor.execute(statement)
