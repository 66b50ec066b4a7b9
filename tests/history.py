"""Emptying tables that refuse it: what a test that commits leaves behind has to go."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

from django.db import connection

ON_POSTGRES = """
    SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal
"""
ON_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


@contextmanager
def triggers_off() -> Iterator[None]:
    """Take the triggers of every table away, and put them back afterwards."""
    take_away = _postgres if connection.vendor == "postgresql" else _sqlite
    put_back = take_away()
    try:
        yield
    finally:
        for statement in put_back:
            _run(statement)


def _postgres() -> list[str]:
    # A table with checks still waiting cannot be altered.
    _run("SET CONSTRAINTS ALL IMMEDIATE")
    tables = [row[0] for row in _run(ON_POSTGRES)]
    for table in tables:
        _run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    return [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]


def _sqlite() -> list[str]:
    triggers = _run(ON_SQLITE)
    for name, _ in triggers:
        _run(f"DROP TRIGGER {name}")
    return [statement for _, statement in triggers]


def _run(statement: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def emptied_with_triggers_off(teardown: Callable[..., None]) -> Callable[..., None]:
    """Wrap the step that empties the database after a test that commits."""

    @wraps(teardown)
    def emptied(*args: object, **kwargs: object) -> None:
        with triggers_off():
            teardown(*args, **kwargs)

    return emptied
