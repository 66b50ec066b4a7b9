"""What an import would do, row by row; the same plan shows, decides and is written."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from ocop.sheets.errors import error_workbook
from ocop.sheets.reading import Table

CHANGED_SINCE = (
    "Sổ hoặc tệp đã thay đổi từ lúc xem trước nên chưa ghi gì. Hãy xem lại bản xem trước rồi ghi."
)

I = TypeVar("I")  # noqa: E741


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ERROR = "error"

    @property
    def label(self) -> str:
        """Return the word that people see."""
        return LABELS[self]


LABELS = {
    Outcome.NEW: "mới",
    Outcome.CHANGED: "thay đổi",
    Outcome.SAME: "giữ nguyên",
    Outcome.ERROR: "lỗi",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One detail that becomes another; ``old`` is empty where nothing stood."""

    label: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.label}: {self.old or '(trống)'} → {self.new}"


@dataclass(frozen=True, slots=True)
class Line(Generic[I]):
    """What becomes of one row of the file; only a row without errors has an intent.

    ``flags`` are for a person to look at, such as a likely duplicate; they stop nothing.
    """

    number: int
    outcome: Outcome
    product: str
    producer: str
    changes: tuple[Change, ...] = ()
    flags: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    intent: I | None = None


@dataclass(frozen=True, slots=True)
class Plan(Generic[I]):
    """What was read from a file, and what becomes of each of its rows."""

    table: Table
    lines: tuple[Line[I], ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows there are of each outcome, in the order in which they are told."""
        found = Counter(line.outcome for line in self.lines)
        return {
            "rows": len(self.lines),
            "new": found[Outcome.NEW],
            "changed": found[Outcome.CHANGED],
            "same": found[Outcome.SAME],
            "errors": found[Outcome.ERROR],
        }

    @property
    def flagged(self) -> int:
        """Return how many rows a person should look at."""
        return sum(1 for line in self.lines if line.flags)

    @property
    def writes(self) -> tuple[Line[I], ...]:
        """Return the rows that change something, in the order of the file."""
        wanted = (Outcome.NEW, Outcome.CHANGED)
        return tuple(line for line in self.lines if line.outcome in wanted)

    @property
    def fingerprint(self) -> str:
        """Return what is the same for two plans exactly when they would do the same."""
        told = [
            (line.number, line.outcome, line.flags, line.errors, repr(line.changes),
             repr(line.intent))
            for line in self.lines
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    def error_file(self, data: bytes, filename: str) -> bytes:
        """Return the sheet that was sent with a red column "Lỗi" beside its rows."""
        errors = {line.number: " ".join(line.errors) for line in self.lines if line.errors}
        return error_workbook(
            data, filename, errors, sheet=self.table.sheet, header_row=self.table.header_row
        )
