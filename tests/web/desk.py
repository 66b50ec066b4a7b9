"""Sitting down at a desk: signed in, at the tests' moment, reading what the page says."""

import io
from html import unescape

import openpyxl
from django.test import Client

from tests.moment import NOW


def stand_still(monkeypatch, at=NOW):
    """Let every request happen at ``at``."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)


def at(user):
    """Return a browser in which ``user`` is signed in."""
    client = Client()
    client.force_login(user)
    return client


def text(response):
    """Return a page's words as a person reads them."""
    assert response.status_code < 500
    return unescape(response.content.decode())


def body(response):
    """Return all bytes of a file, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def table(response):
    """Return the rows of a workbook, each its cells by the column's label."""
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    rows = list(book.active.iter_rows())
    head = next(at for at, row in enumerate(rows) if all(cell.value for cell in row))
    labels = [cell.value for cell in rows[head]]
    listed = (row for row in rows[head + 1 :] if isinstance(row[0].value, int))
    return [dict(zip(labels, row, strict=True)) for row in listed]


def renamed(thing, name):
    """Give a product or producer of the factories another name, which is found by its words."""
    thing.name = name
    thing.fold_names()
    thing.save()
    return thing
