"""What a big table holds of each province and day, kept up batch by batch beside it.

The batch and its numbers are written in one transaction, so that a killed writer has either added
both or neither, and a recount comes to the same.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection, models
from django.db.models import Count
from django.db.models.functions import TruncDate

from ocop.kernel.act import VIETNAM

ADD_UP = """
    INSERT INTO {table} ({province}, day, number) VALUES (%s, %s, %s)
    ON CONFLICT ({province}, day) DO UPDATE SET number = {table}.number + excluded.number
"""

Days = Mapping[tuple[int, date], int]


def add_up(model: type[models.Model], counts: Days) -> None:
    """Add what a batch holds to the rows of its provinces and days.

    In one order for everybody, so that two writers wait for each other and never both.
    """
    quote = connection.ops.quote_name
    [province] = [field for field in model._meta.concrete_fields if field.name == "province"]
    statement = ADD_UP.format(
        table=quote(model._meta.db_table), province=quote(str(province.column))
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(*key, number) for key, number in sorted(counts.items())])


def kept(model: type[models.Model], *, since: date) -> dict[tuple[int, date], int]:
    """Return what stands in the rollup of each province and day, from a day on."""
    rows = model._default_manager.filter(day__gte=since)
    told: Iterable[Any] = rows.values_list("province", "day", "number")
    return {(province, day): number for province, day, number in told}


def recounted(rows: models.QuerySet[Any], column: str) -> dict[tuple[int, date], int]:
    """Return what the rows themselves come to, by province and day of Vietnam."""
    days = rows.order_by().annotate(_day=TruncDate(column, tzinfo=VIETNAM))
    told: Iterable[Any] = days.values_list("province", "_day").annotate(_n=Count(column))
    return {(province, day): number for province, day, number in told}
