"""Field types of the domain: money, text that is always NFC."""

import unicodedata
from typing import Any

from django.db import models


def clean_text(value: str) -> str:
    """Return ``value`` in NFC, without the NUL that PostgreSQL refuses."""
    return unicodedata.normalize("NFC", value).replace("\x00", "")


class TextField(models.TextField):
    """Text in NFC, so that equal words are equal bytes."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return clean_text(value) if isinstance(value, str) else value


class LineField(models.CharField):
    """One line of text in NFC."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return clean_text(value) if isinstance(value, str) else value


class DongField(models.PositiveBigIntegerField):
    """An amount in whole đồng."""
