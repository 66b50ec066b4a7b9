"""What a device without network sends later, and how it is judged. Pure: no database, no clock.

Each record carries a whole card. Order is by knowledge, not by clocks: ``base`` is the version of
the card that the device last saw, ``after`` are its own earlier records it had no answer to yet.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from ocop.audit.ledger import canonical
from ocop.kernel.errors import Refused

MOST_AT_ONCE = 50
LONGEST_NOTE, LONGEST_OPINION, LONGEST_TOLD = 2000, 4000, 20
UNREADABLE = "Bản ghi không đọc được. Hãy cập nhật trang rồi gửi lại; nội dung vẫn còn trên máy."


class SentKind(StrEnum):
    """What the member did on the device."""

    KEEP = "keep"
    SIGN = "sign"
    ABSTAIN = "abstain"


class Outcome(StrEnum):
    """What became of a record; ``duplicate`` is told, never kept."""

    SAVED = "saved"
    SUPERSEDED = "superseded"
    CONFLICT = "conflict"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Sent:
    """One record from a device's outbox."""

    id: UUID
    kind: SentKind
    base: int
    written_at: datetime
    after: tuple[UUID, ...] = ()
    choices: Mapping[str, int] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    opinion: str = ""
    stance: str = ""

    def document(self) -> bytes:
        """Return the record's canonical bytes: the same id with other bytes is another record."""
        return canonical(
            {
                "id": str(self.id),
                "kind": str(self.kind),
                "base": self.base,
                "choices": dict(self.choices),
                "remarks": dict(self.remarks),
                "opinion": self.opinion,
                "stance": self.stance,
            }
        )


@dataclass(frozen=True, slots=True)
class Saved:
    """A record that took effect earlier: the version it made, and what came before it."""

    id: UUID
    version: int
    after: frozenset[UUID]


def sent_from(data: Any) -> Sent:
    """Return the record that ``data`` (parsed JSON) stands for.

    Refused where a field is missing, of another type, or longer than the form lets it be.
    """
    try:
        return _read(data)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise Refused(UNREADABLE) from error


def judged(sent: Sent, *, version: int, is_open: bool, saved: Iterable[Saved]) -> Outcome:
    """Tell what becomes of ``sent`` on a card that stands at ``version``.

    Superseded when a record written after it took effect already; a conflict when somebody else
    wrote meanwhile, or the card was handed in; otherwise it may be saved.
    """
    known = sent.base
    for one in saved:
        if sent.id in one.after:
            return Outcome.SUPERSEDED
        if one.id in sent.after:
            known = max(known, one.version)
    return Outcome.SAVED if is_open and known == version else Outcome.CONFLICT


def _read(data: Any) -> Sent:
    written_at = datetime.fromisoformat(_text(data["written_at"], 40))
    if written_at.tzinfo is None:
        raise ValueError("A device tells its moment with a time zone.")
    after = data.get("after", [])
    if len(after) > MOST_AT_ONCE:
        raise ValueError("No device waits for so many answers about one card.")
    return Sent(
        id=UUID(_text(data["id"], 36)),
        kind=SentKind(data["kind"]),
        base=_whole(data["base"]),
        written_at=written_at,
        after=tuple(UUID(_text(one, 36)) for one in after),
        choices={_text(code, LONGEST_TOLD): _whole(at) for code, at in data["choices"].items()},
        remarks={
            _text(code, LONGEST_TOLD): _text(words, LONGEST_NOTE)
            for code, words in data.get("remarks", {}).items()
        },
        opinion=_text(data.get("opinion", ""), LONGEST_OPINION),
        stance=_text(data.get("stance", ""), LONGEST_TOLD),
    )


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        raise ValueError("This is not a text of that length.")
    # Half of a surrogate pair is JSON, but no text.
    value.encode()
    return value


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000_000:
        raise ValueError("This is not a whole number of that size.")
    return value


def batch_from(body: bytes) -> tuple[int, list[dict[str, Any]]]:
    """Return the seat and the records of a batch; refused where it is no batch, or too large."""
    try:
        data = json.loads(body)
        seat, records = _whole(data["seat"]), data["records"]
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise Refused(UNREADABLE) from error
    if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
        raise Refused(UNREADABLE)
    if len(records) > MOST_AT_ONCE:
        raise Refused(f"Mỗi lần gửi nhiều nhất {MOST_AT_ONCE} phiếu; phần còn lại gửi lần sau.")
    return seat, records
