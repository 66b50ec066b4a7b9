"""Reading the rows of an answer: only what it is written from, and planned once.

Planning a question over many months costs more than answering it. So the one that is asked most,
what happened to one thing, is prepared by the connection and from then on only carried out. Its
documents come as bytes, not as text in hex.
"""

from typing import Final

import psycopg
from django.db import connection
from django.db.models import QuerySet

from ocop.epcis.asking.conditions import Named, Question
from ocop.epcis.models import Event

NEEDED: Final = (
    "province",
    "time",
    "id",
    "event_id",
    "recorded_at",
    "prefixes_id",
    "document",
)


def fetched(rows: QuerySet[Event], question: Question) -> list[Event]:
    """Return the events in their order, with what an answer needs of them."""
    needed = rows.only(*NEEDED)
    if connection.vendor == "postgresql" and is_of_one_thing(question):
        return _prepared(needed)
    return list(needed)


def is_of_one_thing(question: Question) -> bool:
    """Tell whether a question asks what happened to a thing, and nothing else."""
    if len(question.conditions) != 1 or not isinstance(asked := question.conditions[0], Named):
        return False
    return len(asked.names) == 1 and not asked.classes and not asked.patterns


def _prepared(rows: QuerySet[Event]) -> list[Event]:
    text, values = rows.query.sql_with_params()
    connection.ensure_connection()
    # Django's own cursors put values into the text, and prepare nothing whatever stands here.
    connection.connection.prepare_threshold = 0
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(text.encode(), values, prepare=True, binary=True)
        found = cursor.fetchall()
    names = [field.attname for field in Event._meta.concrete_fields if field.attname in NEEDED]
    return [Event.from_db(connection.alias, names, row) for row in found]
