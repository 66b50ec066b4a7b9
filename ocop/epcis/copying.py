"""Many rows at once: by PostgreSQL's binary COPY where there is one, else by bulk inserts.

The rows of one document are written in one statement for each table. The binary form spares the
server from reading numbers and times again; its layout is in the manual of PostgreSQL under COPY.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import chain, repeat
from struct import Struct
from typing import Any

from django.db import connection, models

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TAIL = b"\xff\xff"
_NULL = b"\xff\xff\xff\xff"
_SIZE = Struct("!I")
_SHORT = Struct("!Ih")
_WHOLE = Struct("!Ii")
_LONG = Struct("!Iq")
_BYTE = (b"\0\0\0\1\0", b"\0\0\0\1\1")
_GROUP = 4
_BLOCK = 250  # rows

Encode = Callable[[Any], bytes]


def write_rows(model: type[models.Model], rows: Sequence[Sequence[Any]]) -> None:
    """Write rows, each with the values of all columns of the model in their order."""
    if not rows:
        return
    fields = model._meta.concrete_fields
    if connection.vendor != "postgresql":
        names = [field.attname for field in fields]
        made = [model(**dict(zip(names, row, strict=True))) for row in rows]
        model._default_manager.bulk_create(made, batch_size=500)
        return
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    statement = f"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)"
    # What the server refuses comes as Django's errors, as from any other statement.
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(statement) as copy,
    ):
        for block in encoded(fields, rows):
            copy.write(block)


def encoded(fields: Sequence[Any], rows: Sequence[Sequence[Any]]) -> Iterator[bytes]:
    """Yield rows in the binary form of COPY, block by block: the server works on one meanwhile."""
    yield _HEAD
    for at in range(0, len(rows), _BLOCK):
        yield _block(fields, rows[at : at + _BLOCK])
    yield _TAIL


def _block(fields: Sequence[Any], rows: Sequence[Sequence[Any]]) -> bytes:
    """Encode column by column, since most values of a column are the same few: each once."""
    columns: list[Iterable[bytes]] = []
    # What all rows of the block have at this place.
    same = len(fields).to_bytes(2, "big")
    for field, values in zip(fields, zip(*rows, strict=True), strict=True):
        column = _column(_kind(field), values)
        if isinstance(column, bytes):
            same += column
            continue
        columns += [repeat(same), column]
        same = b""
    columns.append(repeat(same, len(rows)))
    return b"".join(chain.from_iterable(zip(*columns, strict=False)))


def _column(kind: str, values: tuple[Any, ...]) -> bytes | Iterable[bytes]:
    """Return a column's values, or the one that all of them are."""
    encode = _ENCODERS[kind]
    if kind == "BinaryField":
        return map(encode, values)
    known = {value: _NULL if value is None else encode(value) for value in set(values)}
    return known[values[0]] if len(known) == 1 else map(known.__getitem__, values)


def _kind(field: Any) -> str:
    return str((field.target_field if field.is_relation else field).get_internal_type())


def _text(value: str) -> bytes:
    data = value.encode()
    return _SIZE.pack(len(data)) + data


def _bytes(value: bytes) -> bytes:
    return _SIZE.pack(len(value)) + value


def _moment(value: datetime) -> bytes:
    since = value - _EPOCH
    return _LONG.pack(
        8, since.days * 86_400_000_000 + since.seconds * 1_000_000 + since.microseconds
    )


def _uuid(value: str) -> bytes:
    return b"\0\0\0\x10" + bytes.fromhex(value)


def _decimal(value: Decimal) -> bytes:
    """Return a number in groups of four digits, with the weight of the first and its scale."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    scale = max(0, -exponent)
    before = "".join(map(str, digits)) + "0" * max(0, exponent)
    before = before.rjust(scale + 1, "0")
    whole, part = before[: len(before) - scale], before[len(before) - scale :]
    whole = whole.rjust(-(-len(whole) // _GROUP) * _GROUP, "0")
    part = part.ljust(-(-len(part) // _GROUP) * _GROUP, "0")
    spelt = whole + part
    groups = [int(spelt[at : at + _GROUP]) for at in range(0, len(spelt), _GROUP)]
    weight = len(whole) // _GROUP - 1
    while groups and groups[0] == 0:
        del groups[0]
        weight -= 1
    while groups and groups[-1] == 0:
        del groups[-1]
    head = (len(groups), weight if groups else 0, 0x4000 if sign and groups else 0, scale)
    data = Struct(f"!hhHH{len(groups)}h").pack(*head, *groups)
    return _SIZE.pack(len(data)) + data


_ENCODERS: dict[str, Encode] = {
    "TextField": _text,
    "CharField": _text,
    "BinaryField": _bytes,
    "BooleanField": lambda value: _BYTE[bool(value)],
    "PositiveSmallIntegerField": lambda value: _SHORT.pack(2, value),
    "PositiveIntegerField": lambda value: _WHOLE.pack(4, value),
    "BigIntegerField": lambda value: _LONG.pack(8, value),
    "BigAutoField": lambda value: _LONG.pack(8, value),
    "DateTimeField": _moment,
    "DecimalField": _decimal,
    "UUIDField": _uuid,
}
