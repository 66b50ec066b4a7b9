"""Which commune of the province a row means, in names of today or of before 1 July 2025."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ocop.kernel.errors import Refused
from ocop.kernel.text import fold, folded_words
from ocop.places.models import Commune, Heir, Predecessor, Province

LONGEST = 120

_COMMUNE_KINDS = {
    "xa": "xa", "x": "xa", "phuong": "phuong", "p": "phuong", "thi tran": "thi tran",
    "tt": "thi tran", "dac khu": "dac khu", "dk": "dac khu",
}  # fmt: skip
_KIND = re.compile(r"(xa|x|phuong|p|thi tran|tt|dac khu|dk)(?:\.\s*|\s+)(?=\S)")
_DISTRICT = re.compile(r"(?:huyen|h|thi xa|tx|thanh pho|tp|quan|q)(?:\.\s*|\s+)(?=\S)")
_SEPARATOR = re.compile(r"[,;\n()]|\s[-–]\s")
_BEFORE_A_KIND = re.compile(
    r"(?<!thị)(?<!thi)\s+(?=(?:xã|phường|thị trấn|đặc khu|huyện|thị xã|thành phố|tỉnh)\s)",
    re.IGNORECASE,
)
_CODE = re.compile(r"\d{5}")


@dataclass(frozen=True, slots=True)
class Named:
    """What a text says of a place: a commune's name, with its kind where given, and a district."""

    commune: str = ""
    kind: str = ""
    district: str = ""
    said: str = ""


class Places:
    """The communes of one province on one day and what they were before, all in memory."""

    def __init__(self, province: Province, day: date) -> None:
        self.province = province
        self.communes = list(
            Commune.objects.standing_on(day).filter(province=province).select_related("province")
        )
        olds = Predecessor.objects.filter(province=province).select_related("district")
        self._olds = [old for old in olds if old.level == Predecessor.Level.COMMUNE]
        self._districts = {
            _bare(old.full_name) for old in olds if old.level == Predecessor.Level.DISTRICT
        }
        self._districts |= {_bare(one.old_district) for one in self.communes if one.old_district}
        self._heirs: dict[int, list[Heir]] = defaultdict(list)
        for heir in Heir.objects.filter(old__province=province).select_related("new__province"):
            self._heirs[heir.old_id].append(heir)
        self._found: dict[tuple[str, str, str], Commune | Refused] = {}

    def commune(self, text: str, *, district: str = "", address: str = "") -> Commune:
        """Return the commune that a row means by its cells.

        Refused when none is named, when the province has none of the name, and when the old unit
        was split: which heir it is, only a person knows.
        """
        asked = (text[:LONGEST], district[:LONGEST], address[:250])
        if asked not in self._found:
            try:
                self._found[asked] = self._find(*asked)
            except Refused as refusal:
                self._found[asked] = refusal
        found = self._found[asked]
        if isinstance(found, Refused):
            raise found
        return found

    def is_district(self, text: str) -> bool:
        """Tell whether a text, such as a group's line, is the name of an old district."""
        return bool(_DISTRICT.match(fold(text))) and _bare(text) in self._districts

    def is_told(self, text: str) -> bool:
        """Tell whether a text names a place, known or not, by its kind or as an old district."""
        named = self._named(text)
        return bool(named.commune or named.district)

    def _find(self, text: str, district: str, address: str) -> Commune:
        if _CODE.fullmatch(text.strip()):
            return self._by_code(text.strip())
        cell, told = self._named(text, is_cell=True), self._named(address)
        named = cell if cell.commune else told
        if not named.commune:
            raise Refused(
                "Thiếu xã, phường. Hãy ghi ở cột “Xã, phường”, hoặc ghi rõ xã trong địa chỉ."
            )
        where = _bare(district) or cell.district or named.district
        return self._one_of(named, where)

    def _by_code(self, code: str) -> Commune:
        for commune in self.communes:
            if commune.code == code:
                return commune
        raise Refused(f"Mã xã {code} không có trong tỉnh {self.province.name}.")

    def _one_of(self, named: Named, district: str) -> Commune:
        """Return the only commune meant; a district in the row means that its name is old."""
        if district in self._districts:
            olds = [old for old in self._named_so(named) if _district(old) == district]
            today = [c for c in self._standing(named) if _bare(c.old_district) == district]
            if olds or today:
                return self._heir(olds, named) if olds else self._only(today)
        if today := self._standing(named):
            return self._only(today)
        return self._heir(self._named_so(named), named)

    def _standing(self, named: Named) -> list[Commune]:
        alike = [c for c in self.communes if _bare(c.full_name) == named.commune]
        of_kind = [c for c in alike if fold(c.full_name) == f"{named.kind} {named.commune}"]
        if not of_kind and named.kind and self._named_so(named, strictly=True):
            return []
        return of_kind or alike

    def _named_so(self, named: Named, *, strictly: bool = False) -> list[Predecessor]:
        alike = [old for old in self._olds if _bare(old.full_name) == named.commune]
        of_kind = [old for old in alike if old.folded == f"{named.kind} {named.commune}"]
        return of_kind if strictly else of_kind or alike

    def _only(self, communes: list[Commune]) -> Commune:
        if len(communes) > 1:
            names = ", ".join(commune.full_name for commune in communes)
            raise Refused(f"Có nhiều nơi cùng tên: {names}. Hãy ghi đủ cả xã, phường hay đặc khu.")
        return communes[0]

    def _heir(self, olds: list[Predecessor], named: Named) -> Commune:
        """Return the commune that took the whole old unit; a split one is never mapped by name."""
        heirs = {heir.new_id: heir for old in olds for heir in self._heirs[old.pk]}
        whole = [heir for heir in heirs.values() if heir.whole]
        if len(heirs) == 1 and whole:
            return whole[0].new
        if heirs:
            names = ", ".join(sorted(heir.new.full_name for heir in heirs.values()))
            where = f"{olds[0].full_name} ({olds[0].district})"
            raise Refused(
                f"{where} trước đây nay thuộc nhiều nơi: {names}. "
                "Hãy ghi đúng xã, phường hiện nay và bỏ tên huyện."
            )
        if olds:
            raise Refused(
                f"{olds[0].full_name} không còn là đơn vị hành chính và chưa rõ nay thuộc đâu. "
                "Hãy ghi xã, phường hiện nay."
            )
        raise Refused(
            f"Không có xã, phường nào tên “{named.said}” trong tỉnh {self.province.name}. "
            "Hãy ghi tên xã, phường hiện nay."
        )

    def _named(self, text: str, *, is_cell: bool = False) -> Named:
        """Return what a text names; without its kind, a commune is told only in its own cell."""
        commune = kind = said = district = ""
        for raw, part in _parts(text):
            if (found := _KIND.match(part)) and not commune:
                kind, commune, said = _COMMUNE_KINDS[found[1]], _bare(part), raw
            elif _DISTRICT.match(part):
                district = district or _bare(part)
            elif is_cell and not commune:
                commune, said = _bare(part), raw
            elif _bare(part) in self._districts:
                district = district or _bare(part)
        return Named(commune, kind, district, said)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Return the parts of an address, as written and folded."""
    for piece in _SEPARATOR.split(text):
        for part in _BEFORE_A_KIND.split(piece):
            if folded := fold(part):
                yield part.strip(), folded


def _bare(text: str) -> str:
    """Return the folded name of a place without its kind: "TP. Hạ Long" is "ha long"."""
    folded = fold(text)
    for pattern in (_KIND, _DISTRICT):
        if found := pattern.match(folded):
            folded = folded[found.end() :]
            break
    return " ".join(folded_words(folded))


def _district(old: Predecessor) -> str:
    return _bare(old.district.full_name) if old.district else ""
