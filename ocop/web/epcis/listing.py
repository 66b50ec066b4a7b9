"""Lists of names, page by page: each page begins where the one before it ended."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from ocop.epcis.asking.output import collection
from ocop.epcis.asking.paging import opened, token_of
from ocop.epcis.asking.readings import refuse
from ocop.web.epcis.answers import names_of, told
from ocop.web.epcis.capturing import next_page, paging_of

# What follows a place in a list: names, each with its own place.
Named = Callable[[list[Any]], Iterator[tuple[str, list[Any]]]]


def listed(request, which, named: Named, shown):
    """Answer with one page of a list."""
    turn = paging_of(request)
    place = opened(turn.token, which, request.act.at) if turn.token else []
    found = list(islice(named(place), turn.per_page + 1))
    page, headers = found[: turn.per_page], {}
    if len(found) > turn.per_page:
        token, expires = token_of(which, page[-1][1], request.act.at)
        headers = next_page(request, turn.per_page, token, expires)
    members = dict.fromkeys(shown(name) for name, _ in page)
    return told(collection(list(members), names_of(request)), headers=headers)


def leading_to_events(request):
    """Answer what there is of one name: its events, on one page that has no other."""
    if paging_of(request).token:
        raise refuse("nextPageToken", "is none that was given out here.")
    return told(collection(["events"], {}))


def plainly(rows: QuerySet, column: str) -> Named:
    """Return what lists the values of a column."""

    def named(place):
        for key in _steps(rows, column, place[0] if place else ""):
            yield key, [key]

    return named


def words(rows: QuerySet, column: str, standard: list[str]) -> Named:
    """Return what lists the words in use, and behind them the standard's that are not.

    A place says which of the standard's were listed, one bit for each: what comes into use
    between two pages is neither left out nor told twice.
    """
    bits = {word: 1 << at for at, word in enumerate(standard)}

    def named(place):
        after, told_ = place or ("", 0)
        if after is not None:
            for key in _steps(rows, column, after):
                if not told_ & bits.get(key, 0):
                    told_ |= bits.get(key, 0)
                    yield key, [key, told_]
        for key in standard:
            if not told_ & bits[key]:
                told_ |= bits[key]
                yield key, [None, told_]

    return named


def _steps(rows: QuerySet, column: str, after: str) -> Iterator[str]:
    """Yield the values of a column in their order, by as many steps through its index."""
    while True:
        found = rows.filter(**{f"{column}__gt": after}).order_by(column)
        after = found.values_list(column, flat=True).first()
        if after is None:
            return
        yield after
