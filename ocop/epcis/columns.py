"""Columns of the repository: addresses that sort by their bytes, and measured numbers."""

from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    # Django's fields take type arguments only where types are checked.
    Text = models.TextField[str, str]
else:
    Text = models.TextField

# A page of an index holds no longer key; what is longer is found by its digest.
LONGEST = 400
DIGITS, PLACES = 50, 20
_LIMIT = Decimal(10) ** (DIGITS - PLACES)
_STEP = Decimal(1).scaleb(-PLACES)


class UriField(Text):
    """An address or a word that only programs compare: kept as it is, ordered by its bytes.

    Byte order makes every prefix one range of the index, whatever the language of the database.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """Ask PostgreSQL for the order of bytes, which SQLite has anyway."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


def kept(text: str) -> str:
    """Return a text as columns hold it: whole, or its beginning and digest where it is too long."""
    if len(text) <= LONGEST // 4:
        return text
    data = text.encode()
    if len(data) <= LONGEST:
        return text
    return data[: LONGEST - 100].decode(errors="ignore") + "#" + sha256(data).hexdigest()


def exact(number: Decimal) -> Decimal | None:
    """Return a number as columns hold it; none where it is out of every measure."""
    if not number.is_finite() or abs(number) >= _LIMIT:
        return None
    return number.quantize(_STEP) if number.as_tuple().exponent < -PLACES else number  # type: ignore[operator]


def identity(event_id: str, *, is_declaration: bool) -> str:
    """Return what an event is known by, in hex: its id, and whether it declares that event wrong.

    A declaration bears the id of the event that it declares wrong.
    """
    return sha256(f"{int(is_declaration)} {event_id}".encode()).hexdigest()[:32]
