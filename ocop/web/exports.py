"""Long lists as workbooks: the list is asked for again by the worker, with its owner's powers."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from ocop.jobs.handlers import File, Progress, job
from ocop.jobs.operations import start
from ocop.kernel.errors import Refused
from ocop.web.listing import FILE, XLSX

EXPORT = "web.export"
STEP = 250
GONE = "Danh sách này không còn, hoặc bạn không còn quyền xem. Hãy mở lại danh sách rồi tải."
TYPES = {"date": date, "datetime": datetime, "Decimal": Decimal, "Fraction": Fraction}


def begin_export(request, path):
    """Queue the workbook of the list at ``path``; refused where there is no list for the person."""
    listing = listing_at(request.user, request.act, path)
    title = f"Tải Excel: {listing.title}"
    return start(request.act, kind=EXPORT, title=title, args={"path": path}, total=listing.count)


@job(EXPORT, reads_only=True)
def export(job, args, cursor):
    """Read the rows in steps, each kept, in the order in which they stood at the first one."""
    listing = listing_at(job.owner, job.act, args["path"])
    if cursor is None:
        cursor = {"rows": job.keep(json.dumps(keys_of(listing.rows)).encode()), "parts": []}
        yield Progress(0, listing.count, cursor)
    keys, parts = json.loads(job.kept(cursor["rows"])), list(cursor["parts"])
    for at in range(len(parts) * STEP, len(keys), STEP):
        told = [listing.cells(row) for row in rows_of(listing.rows, keys[at : at + STEP])]
        parts.append(job.keep(json.dumps(told, default=tagged).encode()))
        yield Progress(min(at + STEP, len(keys)), len(keys), {**cursor, "parts": parts})
    rows = [row for part in parts for row in json.loads(job.kept(part), object_hook=untagged)]
    line = f"Đã ghi {len(rows)} dòng."
    return File(listing.file_name, XLSX, listing.workbook(rows), line)


def listing_at(user, act, path):
    """Return the list that the address shows to this person; refused where it shows none."""
    parts = urlsplit(path)
    request = HttpRequest()
    request.method, request.path, request.user, request.act = "GET", parts.path, user, act
    request.path_info, request.session = parts.path, {}
    request.COOKIES = {settings.SESSION_COOKIE_NAME: "-"}
    request.GET = QueryDict(parts.query)
    request.collected = []
    try:
        found = resolve(parts.path)
    except Resolver404 as error:
        raise Refused(GONE) from error
    request.resolver_match = found
    return collected(request, found)


def collected(request, found):
    """Return the list that a view puts together for the request, its gate passed."""
    try:
        found.func(request, *found.args, **found.kwargs)
    except Refused:
        raise
    except Exception as error:  # a closed gate, a row that is gone, a view that is no list
        raise Refused(GONE) from error
    if not request.collected or request.GET.get(FILE) != "xlsx":
        raise Refused(GONE)
    return request.collected[0]


def keys_of(rows):
    """Return what names the rows of a list, in their order."""
    if isinstance(rows, QuerySet):
        return list(rows.values_list("pk", flat=True))
    return list(range(len(rows)))


def rows_of(rows, keys) -> Iterator:
    """Return the rows so named; one that is gone meanwhile is left out."""
    if not isinstance(rows, QuerySet):
        return (rows[key] for key in keys if key < len(rows))
    found = {row.pk: row for row in rows.filter(pk__in=keys)}
    return (found[key] for key in keys if key in found)


def tagged(value):
    """Return a cell as JSON can hold it, and as ``untagged`` gives it back."""
    name = type(value).__name__
    if name not in TYPES:
        return str(value)
    text = value.isoformat() if isinstance(value, date) else str(value)
    return {"is": name, "value": text}


def untagged(cell):
    """Return the cell that ``tagged`` was given."""
    kind = TYPES[cell["is"]]
    return kind.fromisoformat(cell["value"]) if issubclass(kind, date) else kind(cell["value"])
