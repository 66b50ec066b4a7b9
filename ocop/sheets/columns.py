"""What a table is expected to hold, and how its headings may be worded."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ocop.kernel.text import fold

LONGEST_HEADING = 14

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that a row tells; its label is also one of the wordings it is known by.

    ``fill_down`` lets a blank cell repeat the one above it; merged cells always do.
    """

    key: str
    label: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    fill_down: bool = False

    @property
    def wordings(self) -> tuple[str, ...]:
        """Return the folded headings that mean this column."""
        return tuple(dict.fromkeys(plain_heading(text) for text in (self.label, *self.synonyms)))


@dataclass(frozen=True, slots=True)
class Match:
    """A heading taken for a column, and how well it fits: 5 is the very words, 1 is a guess."""

    key: str
    column: int
    tier: int


class Columns:
    """The columns of one kind of table, in the order in which people expect them."""

    def __init__(self, *columns: Column) -> None:
        self._by_key = {column.key: column for column in columns}
        if len(self._by_key) != len(columns) or not columns:
            raise ValueError("Each column of a table needs a key of its own.")

    def __iter__(self) -> Iterator[Column]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def __getitem__(self, key: str) -> Column:
        return self._by_key[key]

    @property
    def required(self) -> frozenset[str]:
        """Return the keys that every row must fill."""
        return frozenset(column.key for column in self if column.required)

    def matched(self, headings: Mapping[int, tuple[str, ...]]) -> dict[str, Match]:
        """Return the best heading for each key; a heading serves one key, a key one heading.

        A heading is the texts above a column, from the topmost to the one beside the rows.
        """
        offers = []
        for number, parts in headings.items():
            for column in self:
                if offer := _best_offer(parts, column.wordings):
                    tier, length, start = offer
                    offers.append((-tier, -length, start, number, column.key))
        found: dict[str, Match] = {}
        taken: set[int] = set()
        for negative_tier, _, _, number, key in sorted(offers):
            if key not in found and number not in taken:
                found[key] = Match(key, number, -negative_tier)
                taken.add(number)
        return found


@lru_cache(maxsize=4096)
def plain_heading(text: str) -> str:
    """Return a heading's bare folded words: "Tên sản phẩm (*)" is "ten san pham"."""
    outside = _WORD.findall(fold(_BRACKETED.sub(" ", text)))
    return " ".join(outside or _WORD.findall(fold(text)))


@lru_cache(maxsize=16384)
def _best_offer(parts: tuple[str, ...], wordings: tuple[str, ...]) -> tuple[int, int, int] | None:
    offers = [offer for wording in wordings if (offer := _offer(parts, wording))]
    return max(offers, key=lambda offer: (offer[0], offer[1], -offer[2]), default=None)


def _offer(parts: tuple[str, ...], wording: str) -> tuple[int, int, int] | None:
    """Return how a heading fits a wording: the tier, the wording's length, where it begins."""
    plain = [heading for part in parts if (heading := plain_heading(part))]
    if not plain or not wording:
        return None
    leaf, joined = plain[-1], " ".join(plain)
    length = len(wording.split())
    if joined == wording or sorted(joined.split()) == sorted(wording.split()):
        return 5, length, 0
    if leaf == wording:
        return 4, length, 0
    in_leaf = _position(leaf, wording)
    if in_leaf is not None:
        return (3 if in_leaf == 0 else 2), length, in_leaf
    in_joined = _position(joined, wording)
    return None if in_joined is None else (1, length, in_joined)


def _position(heading: str, wording: str) -> int | None:
    if len(heading.split()) > LONGEST_HEADING:
        return None
    start = f" {heading} ".find(f" {wording} ")
    return None if start < 0 else start
