"""Questions about places, on either side of 1 July 2025."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ocop.places.models import Commune, Heir, Predecessor

# Districts ended with 30 June 2025 (NQ 1679/NQ-UBTVQH15).
TWO_TIERS_FROM = date(2025, 7, 1)
UNKNOWN = "Chưa xác định"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one row of a report belongs: a place's code, as codes were read on ``on``."""

    code: str
    on: date


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows fall in one unit; without a code, where that cannot be told."""

    code: str
    name: str
    rows: int


def commune_on(old_code: str, day: date) -> list[Commune] | list[Predecessor]:
    """Return what the unit of ``old_code`` is on ``day``: itself, or all who took its land.

    Empty when no source says what became of it, and for a code of 2025 before its day.
    """
    old = Predecessor.objects.filter(code=old_code, level=Predecessor.Level.COMMUNE)
    first = old.order_by("valid_to").first()
    if first is None:
        return _followed(Commune.objects.filter(code=old_code), day)
    if day <= first.valid_to:
        return [first]
    return _followed([heir.new for heir in first.heirs.select_related("new")], day)


def heirs(code: str) -> list[Commune]:
    """Return the communes that took the land of the old unit ``code``, wholly or in part."""
    level = Predecessor.Level.COMMUNE
    taken = Heir.objects.filter(old__code=code, old__level=level).values("new")
    return list(Commune.objects.filter(pk__in=taken).order_by("code"))


def district_of(commune: Commune) -> Predecessor | None:
    """Return the old district whose code ``commune`` inherits, as a label to group by."""
    level = Predecessor.Level.DISTRICT
    districts = Predecessor.objects.filter(level=level, province=commune.province_id)
    return districts.filter(full_name=commune.old_district).first()


def roll_up(rows: Iterable[Placed], day: date) -> list[Tally]:
    """Count ``rows`` by the units of ``day``: districts before 1 July 2025, communes since.

    A row of a split commune, or of a new commune with land of two districts, is never placed
    by name: it counts as ``UNKNOWN``, last in the list, so that the sum stays whole.
    """
    atlas = _Atlas()
    place = atlas.district if day < TWO_TIERS_FROM else atlas.commune
    counts = Counter(place(row, day) or ("", UNKNOWN) for row in rows)
    told = sorted(counts.items(), key=lambda item: (item[0][0] == "", item[0]))
    return [Tally(code, name, number) for (code, name), number in told]


def _followed(communes: Iterable[Commune], day: date) -> list[Commune]:
    """Replace each commune that had been merged by ``day`` with its heirs."""
    found: dict[str, Commune] = {}
    for commune in communes:
        if day < commune.valid_from:
            continue
        if commune.valid_to is None or day <= commune.valid_to:
            found[commune.code] = commune
        else:
            later = Heir.objects.filter(old__code=commune.code, old__valid_to=commune.valid_to)
            for heir in _followed([heir.new for heir in later.select_related("new")], day):
                found[heir.code] = heir
    return [found[code] for code in sorted(found)]


class _Atlas:
    """All units and heirs in memory, so that a report asks the database three times."""

    def __init__(self) -> None:
        self.communes = {commune.code: commune for commune in Commune.objects.all()}
        self.heirs: dict[int, list[Heir]] = {}
        self.olds_of: dict[int, list[Predecessor]] = {}
        for heir in Heir.objects.select_related("old__district", "new"):
            self.heirs.setdefault(heir.old_id, []).append(heir)
            self.olds_of.setdefault(heir.new_id, []).append(heir.old)
        olds = Predecessor.objects.filter(level=Predecessor.Level.COMMUNE)
        self.olds: dict[str, Predecessor] = {}
        self.merged: dict[tuple[str, date], Predecessor] = {}
        for old in olds.select_related("district"):
            if old.valid_to < TWO_TIERS_FROM:
                self.olds[old.code] = old
            else:
                self.merged[old.code, old.valid_to] = old

    def district(self, row: Placed, day: date) -> tuple[str, str] | None:
        """Return code and name of the old district of ``row``, where it can be told."""
        if row.on < TWO_TIERS_FROM:
            old = self.olds.get(row.code)
            districts = {old.district} if old else set()
        else:
            commune = self.communes.get(row.code)
            olds = self.olds_of.get(commune.pk, []) if commune else []
            districts = {old.district for old in olds if old.valid_to < TWO_TIERS_FROM}
        if len(districts) != 1 or (district := districts.pop()) is None:
            return None
        return district.code, district.full_name

    def commune(self, row: Placed, day: date) -> tuple[str, str] | None:
        """Return code and name of the commune that holds ``row`` on ``day``, or nothing."""
        if row.on < TWO_TIERS_FROM:
            old = self.olds.get(row.code)
            commune = self._only_heir(old) if old else None
        else:
            commune = self.communes.get(row.code)
        while commune and commune.valid_to and commune.valid_to < day:
            commune = self._only_heir(self.merged[commune.code, commune.valid_to])
        return (commune.code, commune.full_name) if commune else None

    def _only_heir(self, old: Predecessor) -> Commune | None:
        heirs = self.heirs.get(old.pk, [])
        return heirs[0].new if len(heirs) == 1 and heirs[0].whole else None
