"""The room while it scores: who handed in what and where the quorum stands; never a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ocop.grading.flow import COMMITTED, CardState
from ocop.grading.models import AgendaItem, Conflict, Scorecard, Seat, Sitting
from ocop.grading.queries import progress, scoring_seats
from ocop.grading.results import cards_needed


class Mark(StrEnum):
    """How far one seat is with one dossier."""

    NONE = "none"
    OPEN = "open"
    SIGNED = "signed"
    ABSTAINED = "abstained"
    OUT = "out"


WORDS = {
    Mark.NONE: "Chưa nhận phiếu",
    Mark.OPEN: "Đang chấm",
    Mark.SIGNED: "Đã ký",
    Mark.ABSTAINED: "Không chấm, có lý do",
    Mark.OUT: "Không tham gia vì xung đột lợi ích",
}
OF_STATE = {
    CardState.OPEN: Mark.OPEN,
    CardState.SIGNED: Mark.SIGNED,
    CardState.ABSTAINED: Mark.ABSTAINED,
    CardState.WITHDRAWN: Mark.OUT,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier: the marks of the seats in their order, and how many cards it needs."""

    item: AgendaItem
    marks: tuple[Mark, ...]
    needed: int
    counted: int

    @property
    def signed(self) -> int:
        """Return how many seats have signed points."""
        return self.marks.count(Mark.SIGNED)

    @property
    def abstained(self) -> int:
        """Return how many seats handed in without points."""
        return self.marks.count(Mark.ABSTAINED)

    @property
    def out(self) -> int:
        """Return how many seats keep out."""
        return self.marks.count(Mark.OUT)

    @property
    def voting(self) -> int:
        """Return how many seats have a vote on it."""
        return len(self.marks) - self.out

    @property
    def done(self) -> int:
        """Return how many seats have nothing left to do about it."""
        return self.signed + self.abstained

    @property
    def has_quorum(self) -> bool:
        """Tell whether the by-law's share of cards is in."""
        return self.signed > 0 and self.counted >= self.needed

    @property
    def cells(self) -> list[tuple[str, str]]:
        """Return each mark with its words, to draw."""
        return [(str(mark), WORDS[mark]) for mark in self.marks]


@dataclass(frozen=True, slots=True)
class Room:
    """The whole sitting at a glance."""

    seats: tuple[Seat, ...]
    rows: tuple[Row, ...]

    @property
    def done(self) -> int:
        """Return how many cards are in."""
        return sum(row.done for row in self.rows)

    @property
    def of(self) -> int:
        """Return how many cards there will be when everybody is done."""
        return sum(row.voting for row in self.rows)

    @property
    def missing(self) -> int:
        """Return how many cards are still to come."""
        return self.of - self.done

    @property
    def with_quorum(self) -> int:
        """Return for how many dossiers the quorum is there."""
        return sum(1 for row in self.rows if row.has_quorum)

    def by_seat(self) -> list[tuple[Seat, int, int]]:
        """Return each seat with how many of its cards are in, of how many."""
        told = []
        for place, seat in enumerate(self.seats):
            marks = [row.marks[place] for row in self.rows]
            done = marks.count(Mark.SIGNED) + marks.count(Mark.ABSTAINED)
            told.append((seat, done, len(marks) - marks.count(Mark.OUT)))
        return told


def room_of(sitting: Sitting, day: date) -> Room:
    """Return the room as it stands on ``day``; a constant number of queries."""
    seats = tuple(scoring_seats(sitting, day))
    by_law = sitting.council.by_law
    marks = _marks(sitting)
    rows = []
    for item in progress(sitting):
        own = tuple(marks.get((item.pk, seat.pk), Mark.NONE) for seat in seats)
        voting = len(own) - own.count(Mark.OUT)
        counted = own.count(Mark.SIGNED)
        if by_law.abstainers_count:
            counted += own.count(Mark.ABSTAINED)
        rows.append(Row(item, own, cards_needed(voting, by_law.quorum), counted))
    return Room(seats, tuple(rows))


def _marks(sitting: Sitting) -> Mapping[tuple[int, int], Mark]:
    cards = Scorecard.objects.filter(item__sitting=sitting, replaces=None)
    told = {
        (item, seat): OF_STATE[CardState(state)]
        for item, seat, state in cards.values_list("item_id", "seat_id", "state")
    }
    out = Conflict.objects.filter(item__sitting=sitting).values_list("item_id", "seat_id")
    return told | dict.fromkeys(out, Mark.OUT)


def handed_in(card: Scorecard | None) -> bool:
    """Tell whether a seat is done with a dossier."""
    return card is not None and card.state in COMMITTED
