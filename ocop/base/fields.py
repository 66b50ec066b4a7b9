"""Field types of the domain: money, text that is always NFC."""

from typing import TYPE_CHECKING, Any

from django.db import models

from ocop.kernel.text import composed

if TYPE_CHECKING:
    # Django's fields take type arguments only where types are checked.
    Text = models.TextField[str, str]
    Line = models.CharField[str, str]
    Whole = models.PositiveBigIntegerField[int, int]
else:
    Text, Line, Whole = models.TextField, models.CharField, models.PositiveBigIntegerField


def clean_text(value: str) -> str:
    """Return ``value`` in NFC, without the NUL that PostgreSQL refuses."""
    return composed(value).replace("\x00", "")


class TextField(Text):
    """Text in NFC, so that equal words are equal bytes."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return clean_text(value) if isinstance(value, str) else value


class LineField(Line):
    """One line of text in NFC."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return clean_text(value) if isinstance(value, str) else value


class DongField(Whole):
    """An amount in whole đồng."""
