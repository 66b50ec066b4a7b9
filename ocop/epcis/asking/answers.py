"""Answering: a question and a reader become a page of events, for doors and for subscriptions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ocop.epcis.access import Reader, visible
from ocop.epcis.asking.compile import matching
from ocop.epcis.asking.conditions import Condition, Question
from ocop.epcis.asking.output import Form, Json, document
from ocop.epcis.asking.paging import Turn, page, turn_of
from ocop.epcis.asking.parameters import read_query

PAGING = frozenset({"perPage", "nextPageToken"})
FIRST = Turn()
PLAIN = Form()


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent: the document, and how to go on."""

    body: Json
    token: str = ""
    expires: datetime | None = None
    count: int = field(default=0)


def parted(pairs: Iterable[tuple[str, str]]) -> tuple[Turn, list[tuple[str, str]]]:
    """Tell which page is asked for from what is asked."""
    every = list(pairs)
    turn = turn_of({name: text for name, text in every if name in PAGING})
    return turn, [(name, text) for name, text in every if name not in PAGING]


def asked(
    pairs: Iterable[tuple[str, str]], names: Mapping[str, str], also: Iterable[Condition] = ()
) -> tuple[Turn, Question]:
    """Return page and question of a query string, narrowed by what its address says."""
    turn, rest = parted(pairs)
    question = read_query(rest, names)
    return turn, Question(
        (*also, *question.conditions), question.order, question.limit, question.most
    )


def answer(
    question: Question, reader: Reader, *, at: datetime, turn: Turn = FIRST, form: Form = PLAIN
) -> Answer:
    """Return the events that fit and that the reader may see, one page of them."""
    found = page(matching(visible(reader), question), question, turn, at)
    body = document(found.events, form, at)
    return Answer(body, found.token, found.expires, len(found.events))
