"""Capturing: a document by a program, an event by a program, events out of the diary.

One capture writes at a time, from the moment it takes its numbers until it is committed. So
numbers are seen in their order, a stream by number misses none, and no event is stored twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.db import transaction

from ocop.accounts.models import User
from ocop.audit.operations import record
from ocop.base.codes import take_numbers
from ocop.base.models import Counter, lock
from ocop.epcis.access import Capturer
from ocop.epcis.companies import learn, prefixes_in
from ocop.epcis.context import STANDARD
from ocop.epcis.masterdata import told_in
from ocop.epcis.models import Behaviour, Capture, Event, Prefixes
from ocop.epcis.operations.describing import describe
from ocop.epcis.preparing import Entry, Prepared, entry_of, own_prefixes
from ocop.epcis.problems import Kind, Problem, Unreadable
from ocop.epcis.storing import Around, known_names, write_events
from ocop.epcis.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused

SERIES = "epcis-events"


@transaction.atomic
def capture(
    act: Act,
    *,
    document: Prepared,
    behaviour: Behaviour = Behaviour.ROLLBACK,
    capturer: Capturer | None = None,
    size: int = 0,
) -> Capture:
    """Store what a document tells, and say in the capture's row what came of each event.

    With ``rollback`` one wrong event keeps all out, with ``proceed`` only itself. An event that
    is known already, and the same, is neither wrong nor stored again.
    """
    who = capturer or Capturer()
    job = _job(act, who, events=len(document.document.events), size=size, behaviour=behaviour)
    sorted_out = _sorted_out(document.entries, who.province)
    problems = [*document.problems, *sorted_out.problems]
    if not problems or behaviour == Behaviour.PROCEED:
        job.stored = _store(act, sorted_out.new, who, job)
        if told := told_in(document.document):
            describe(job, act, elements=told)
    job.finished_at = act.at
    job.success = not problems
    job.errors = [problem.as_json() for problem in sorted(problems, key=_place)]
    job.save()
    verb = Verb.CAPTURED if job.stored or job.success else Verb.REFUSED
    record(act, verb, job, events=job.events, stored=job.stored, errors=len(problems))
    return job


@transaction.atomic
def capture_event(act: Act, *, document: Prepared, capturer: Capturer | None = None) -> str:
    """Store one event, and return its id.

    Refused (``Unreadable``, with the problem) when it is wrong, and when its id is known already.
    """
    who = capturer or Capturer()
    if document.problems:
        raise Unreadable(min(document.problems, key=_place))
    [entry] = document.entries
    sorted_out = _sorted_out(document.entries, who.province)
    if not sorted_out.new:
        raise Unreadable(_known(entry))
    job = _job(act, who, events=1, stored=1, success=True, finished_at=act.at)
    _store(act, [entry], who, job)
    record(act, Verb.CAPTURED, job, events=1, stored=1, errors=0)
    return entry.event_id


@transaction.atomic
def capture_events(
    act: Act,
    events: Iterable[Mapping[str, Any]],
    *,
    party: str,
    province: int = 0,
    namespaces: Mapping[str, str] | None = None,
    is_public: bool = False,
) -> list[str]:
    """Store events that the diary tells, all or none, and return their ids in order.

    What is public is shown to everybody as it is told here. Events that are known already stay.
    Refused when one breaks the standard, which is a fault of whoever wrote it here.
    """
    spelt = {**STANDARD, **(namespaces or {})}
    entries = [_sound(at, event, spelt) for at, event in enumerate(events)]
    who = Capturer(party=party, province=province)
    sorted_out = _sorted_out(entries, province)
    if sorted_out.problems:
        raise Refused("Sự kiện này đã được ghi với nội dung khác. Hãy mở lại nhật ký rồi ghi lại.")
    stored = len(sorted_out.new)
    job = _job(act, who, events=len(entries), stored=stored, success=True, finished_at=act.at)
    _store(act, sorted_out.new, who, job, is_public=is_public)
    record(act, Verb.TOLD, job, events=len(entries), stored=stored)
    return [entry.event_id for entry in entries]


def _job(act: Act, who: Capturer, **facts: Any) -> Capture:
    return Capture.objects.create(
        capture_id=str(uuid4()),
        by=act.by if isinstance(act.by, User) else None,
        key=who.key,
        party=who.party,
        province=who.province,
        created_at=act.at,
        **facts,
    )


def _sound(at: int, event: Mapping[str, Any], namespaces: Mapping[str, str]) -> Entry:
    entry = entry_of(at, event, namespaces)
    if isinstance(entry, Problem):
        raise Refused(f"Chưa ghi được sự kiện truy xuất: {entry.detail}")
    return entry


@dataclass(slots=True)
class _SortedOut:
    """Which entries are new, and which stand against what is known."""

    new: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def _sorted_out(entries: Sequence[Entry], province: int) -> _SortedOut:
    """Take the turn to write, and tell new entries from those that are known."""
    lock(Counter.objects.get_or_create(series=SERIES)[0])
    known = _digests(entries, province)
    found = _SortedOut()
    for entry in entries:
        digest = known.setdefault(entry.identity, entry.digest)
        if digest is entry.digest:
            found.new.append(entry)
        elif digest != entry.digest:
            found.problems.append(_known(entry))
    return found


def _digests(entries: Sequence[Entry], province: int) -> dict[str, bytes]:
    """Return the digests of those events that are stored already, by their identities."""
    names = known_names(province, [entry.identity for entry in entries])
    stored = {event: name for name, event in names}
    if not stored:
        return {}
    numbers = list(stored)
    digests: dict[str, bytes] = {}
    for at in range(0, len(numbers), 500):
        rows = Event.objects.filter(id__in=numbers[at : at + 500]).values_list("id", "digest")
        digests |= {stored[number]: bytes(digest) for number, digest in rows}
    return digests


def _store(
    act: Act, entries: Sequence[Entry], who: Capturer, job: Capture, *, is_public: bool = False
) -> int:
    if not entries:
        return 0
    prefixes = _prefixes(entries)
    numbers = take_numbers(SERIES, len(entries))
    around = Around(job.pk, who, act.at, is_public)
    write_events(entries, around, numbers=numbers, prefixes=prefixes)
    learn(prefix for entry in entries for prefix in prefixes_in(entry.document))
    return len(entries)


def _prefixes(entries: Sequence[Entry]) -> list[int]:
    """Return the row of prefixes of each entry, made where it is not there yet."""
    by_object: dict[int, int] = {}
    for entry in entries:
        if id(entry.prefixes) not in by_object:
            digest, own = own_prefixes(entry.prefixes)
            row = Prefixes.objects.get_or_create(digest=digest, defaults={"names": own})[0]
            by_object[id(entry.prefixes)] = row.pk
    return [by_object[id(entry.prefixes)] for entry in entries]


def _known(entry: Entry) -> Problem:
    told = f"An event with the id {entry.event_id} is known already."
    return Problem(Kind.ALREADY_EXISTS, "The event exists", told, entry.at, "/eventID")


def _place(problem: Problem) -> tuple[int, str]:
    return (-1 if problem.event is None else problem.event, problem.field)
