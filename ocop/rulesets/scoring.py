"""From scorecards to stars, exactly: integers all the way, fractions only in the answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from ocop.kernel.errors import Refused
from ocop.rulesets.quoting import quoted
from ocop.rulesets.sheet import Band, Criterion, Sheet
from ocop.rulesets.table import DOSSIER, STARRED, Marks, Row, Table, table_of

Floors = Literal["mean", "each"]
Outcome = Literal["none", "recognized", "forwarded"]


@dataclass(frozen=True, slots=True)
class ByLaw:
    """What the council's own rules add (Điều 7.3.b leaves them to the province)."""

    seats: int
    quorum: Fraction
    spread: int
    floors: Floors = "mean"


@dataclass(frozen=True, slots=True)
class Card:
    """One councillor's marks: points by criterion; an absent criterion has 0."""

    councillor: str
    marks: Marks


class MissedFloor(NamedTuple):
    """A star out of reach: ``criterion`` needs ``needs`` points and reached ``reached``."""

    stars: int
    criterion: str
    needs: int
    reached: Fraction


class Figures(NamedTuple):
    """What the cards gave one criterion; ``points`` in the order of the cards."""

    criterion: Criterion
    points: tuple[int, ...]
    mean: Fraction
    median: Fraction
    lowest: int
    highest: int

    @property
    def spread(self) -> int:
        """Return how far the cards lie apart."""
        return self.highest - self.lowest


@dataclass(frozen=True, slots=True)
class Result:
    """What a council found, with every reason; ``rows`` are the cards' points in sheet order."""

    sheet: Sheet
    rows: tuple[tuple[int, ...], ...]
    totals: tuple[int, ...]
    mean: Fraction
    band: int
    floors_hold: int
    # Where knock-outs hold: codes of criteria in sheet order, and "dossier" first.
    knockouts: tuple[str, ...]
    stars: int
    outcome: Outcome
    parts: Mapping[str, Fraction]
    missed_floors: tuple[MissedFloor, ...]

    @property
    def knocked_out(self) -> bool:
        """Tell whether a knock-out ended the evaluation."""
        return bool(self.knockouts)

    @property
    def median(self) -> Fraction:
        """Return the median of the totals."""
        return _median(sorted(self.totals))

    @property
    def spread(self) -> int:
        """Return the distance of the highest total from the lowest."""
        return max(self.totals) - min(self.totals)

    def figures(self) -> tuple[Figures, ...]:
        """Return mean, median and spread of every criterion, in the order of the sheet."""
        columns = zip(*self.rows, strict=True)
        return tuple(map(_figures, self.sheet.criteria, columns))


def conclude(
    sheet: Sheet,
    by_law: ByLaw,
    cards: Sequence[Card],
    *,
    case: str | None = None,
    knockouts: Iterable[str] = (),
) -> Result:
    """Return the stars that ``cards`` give, and why.

    The stars are the lower of the mean's band and of the highest star whose cumulative floors
    hold. A knock-out ends the evaluation: no stars at all, whatever the points. Refused when a
    card is wrong, when too few have signed, or when they lie too far apart.
    """
    table = table_of(sheet, case)
    _check_seats(by_law, cards)
    rows = tuple(tuple(map(card.marks.get, table.codes, table.zeros)) for card in cards)
    columns = tuple(zip(*rows, strict=True))
    if not table.fits([card.marks for card in cards], columns):
        for card in cards:
            table.row(card.marks, f"Phiếu của {quoted(card.councillor)}")
    totals = tuple(map(sum, rows))
    _check_spread(by_law, cards, totals)
    sums, count = tuple(map(sum, columns)), len(rows)
    missed = _missed(table, columns, sums, by_law.floors)
    held = _upheld(table, sums, knockouts)
    band = band_of(sheet.bands, sum(totals), count)
    hold = floors_hold(floor.stars for floor in missed)
    stars = 0 if held else min(band, hold)
    parts = {letter: _ratio(sum(sums[cut]), count) for letter, cut in table.parts}
    return Result(
        sheet=sheet, rows=rows, totals=totals, mean=_ratio(sum(totals), count), band=band,
        floors_hold=hold, knockouts=held, stars=stars, outcome=outcome(stars), parts=parts,
        missed_floors=missed,
    )  # fmt: skip


def outcome(stars: int) -> Outcome:
    """Return what the province does with ``stars`` (QĐ 26/2026/QĐ-TTg, Điều 7.3)."""
    if stars >= 5:
        return "forwarded"
    return "recognized" if stars >= 3 else "none"


def band_of(bands: Sequence[Band], total: int, count: int) -> int:
    """Return the star that the mean ``total / count`` earns.

    Refused between two bands, where decision 1048 printed ranges of whole points only.
    """
    for band in bands:
        if band.holds(total, count):
            return band.star
    raise Refused(
        f"Điểm trung bình {Fraction(total, count)} nằm giữa hai khoảng điểm, "
        "quyết định không quy định hạng sao cho điểm này."
    )


def floors_hold(missed_stars: Iterable[int]) -> int:
    """Return the highest star below every missed floor: floors add up from star to star."""
    return min(missed_stars, default=STARRED[-1] + 1) - 1


def _check_seats(by_law: ByLaw, cards: Sequence[Card]) -> None:
    if len(cards) > by_law.seats:
        raise Refused(f"Có {len(cards)} phiếu nhưng hội đồng chỉ có {by_law.seats} ghế.")
    seen: set[str] = set()
    for card in cards:
        if card.councillor in seen:
            name = quoted(card.councillor)
            raise Refused(f"Thành viên {name} có hai phiếu; mỗi người chỉ một phiếu.")
        seen.add(card.councillor)
    share = by_law.quorum
    if not cards or len(cards) * share.denominator < share.numerator * by_law.seats:
        raise Refused(
            f"Mới có {len(cards)}/{by_law.seats} phiếu, chưa đủ {share} số ghế để kết luận."
        )


def _check_spread(by_law: ByLaw, cards: Sequence[Card], totals: Row) -> None:
    low, high = min(totals), max(totals)
    if high - low > by_law.spread:
        lowest = cards[totals.index(low)].councillor
        highest = cards[totals.index(high)].councillor
        raise Refused(
            f"Các phiếu lệch nhau {high - low} điểm, quá mức {by_law.spread} điểm: phiếu của "
            f"{quoted(highest)} cho {high}, phiếu của {quoted(lowest)} cho {low}; "
            "hội đồng cần thảo luận và chấm lại."
        )


def _missed(
    table: Table, columns: Sequence[Row], sums: Row, mode: Floors
) -> tuple[MissedFloor, ...]:
    if mode == "mean":
        reached, count = sums, len(columns[0])
    else:
        reached, count = tuple(map(min, columns)), 1
    return tuple(
        MissedFloor(star, code, needs, _ratio(reached[place], count))
        for star, place, code, needs in table.floors
        if reached[place] < needs * count
    )


def _upheld(table: Table, sums: Row, knockouts: Iterable[str]) -> tuple[str, ...]:
    """Return where knock-outs hold: those the council upheld, and those that need no judgement.

    Set 16 prints one of the second kind: 0 points at any sensory criterion stops the rest. It
    holds by itself when a criterion's mean is 0, that is when no card gave it a point.
    """
    upheld = set()
    for code in knockouts:
        if code not in table.grounds:
            title = f"Bộ {table.sheet.number} ({table.sheet.title})"
            raise Refused(f"{title} không có trường hợp loại tại {quoted(code)}.")
        upheld.add(code)
    for code, places in table.zero_grounds:
        if not all(sums[place] for place in places):
            upheld.add(code)
    return tuple(code for code in (DOSSIER, *table.codes) if code in upheld) if upheld else ()


def _figures(criterion: Criterion, points: Row) -> Figures:
    ranked = sorted(points)
    mean = _ratio(sum(points), len(points))
    return Figures(criterion, points, mean, _median(ranked), ranked[0], ranked[-1])


def _median(ranked: Sequence[int]) -> Fraction:
    half = len(ranked) // 2
    return _ratio(ranked[half] + ranked[~half], 2)


# Councils meet the same few fractions over and over.
_ratio = lru_cache(maxsize=4096)(Fraction)
