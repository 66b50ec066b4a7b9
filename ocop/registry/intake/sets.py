"""Which of the 26 sets a cell means: by its number, its title, or what older decisions called it.

Pure but for the rubrics that it is handed.
"""

import re
from collections.abc import Iterable

from ocop.kernel.errors import Refused
from ocop.kernel.text import fold, folded_words
from ocop.rulesets.models import Rubric

HIGHEST = 26
# Titles of QĐ 1048/QĐ-TTg (2019) and QĐ 148/QĐ-TTg (2023) that name one set of today.
OLDER = {
    "Thịt, trứng, sữa tươi": 2,
    "Thịt, thủy sản, trứng, sữa tươi": 2,
    "Gạo, ngũ cốc": 3,
    "Mật ong, mật khác": 4,
    "Mật ong": 4,
    "Thịt, trứng, sữa chế biến": 8,
    "Thủy sản chế biến": 8,
    "Chế biến từ thịt, trứng, sữa, thủy sản": 8,
    "Gia vị khác": 10,
    "Sản phẩm chè, trà khác": 12,
    "Nước khoáng, nước tinh khiết": 16,
    "Nước khoáng, nước tinh khiết đóng chai": 16,
    "Mỹ phẩm": 19,
    "Mỹ phẩm thảo dược": 19,
    "Thảo dược khác": 20,
    "Tinh dầu, thảo dược khác": 20,
    "Thủ công gia dụng": 21,
    "Thủ công trang trí": 21,
    "Lưu niệm, nội thất, trang trí": 21,
    "Dịch vụ du lịch": 26,
    "Du lịch": 26,
    "Du lịch cộng đồng, điểm du lịch": 26,
    "Dịch vụ du lịch nông thôn": 26,
}
# Groups of older decisions, and the sets that took their place.
OLDER_GROUPS = {
    "Thảo dược": (18, 19, 20),
    "Dược liệu": (18, 19, 20),
    "Thảo dược, dược liệu": (18, 19, 20),
    "Sản phẩm từ thảo dược": (18, 19, 20),
    "Vải và may mặc": (22,),
    "Lưu niệm, nội thất và trang trí": (21,),
    "Dịch vụ du lịch nông thôn và bán hàng": (26,),
    "Dịch vụ du lịch cộng đồng và điểm du lịch": (26,),
}

_NUMBERED = re.compile(r"(?:bo)?(?: san pham)?(?: so)?\s*(\d{1,2})")
_LEADING = re.compile(r"\s*(?:[IVX]+|\d{1,2})\s*[.):/–-]+\s*", re.IGNORECASE)
_KIND = re.compile(r"(?:bo|nhom|nganh|phan nhom)(?: hang| san pham)? ")


class Sets:
    """The sets of the decision in force, found by what people write."""

    def __init__(self, rubrics: Iterable[Rubric]) -> None:
        self.titles: dict[int, str] = {}
        self._exact = {_words(title): number for title, number in OLDER.items()}
        self._wider = {_words(name): set(numbers) for name, numbers in OLDER_GROUPS.items()}
        rows = list(rubrics)
        for rubric in rows:
            for name in (rubric.group_name, rubric.industry_name):
                self._wider.setdefault(_words(name), set()).add(rubric.number)
        for rubric in rows:
            self.titles[rubric.number] = rubric.title
            for name in (rubric.subgroup, rubric.title):
                self._exact[_words(name)] = rubric.number
        self._exact.pop("", None)
        self._wider.pop("", None)

    def meant(self, text: str) -> frozenset[int]:
        """Return the sets that ``text`` may mean; refused when it means none.

        A number is that of today; beside a title, the title decides: older decisions counted
        otherwise.
        """
        if numbered := _NUMBERED.fullmatch(fold(text)):
            number = int(numbered[1])
            if not 1 <= number <= HIGHEST:
                raise Refused(f"Không có bộ sản phẩm số {number}. Hãy ghi số từ 1 đến {HIGHEST}.")
            return frozenset({number})
        for words in _readings(text):
            if words in self._exact:
                return frozenset({self._exact[words]})
            if words in self._wider:
                return frozenset(self._wider[words])
        raise Refused(f"Không rõ “{_short(text)}” là bộ nào. Hãy ghi số bộ từ 1 đến {HIGHEST}.")

    def choice(self, text: str, meant: frozenset[int]) -> str:
        """Return the sentence that asks which of several sets is meant."""
        numbers = sorted(meant)
        titled = [(n, self.titles[n]) for n in numbers[:3] if n in self.titles]
        listed = ", ".join(f"{number} ({title})" for number, title in titled)
        rest = f" và {len(numbers) - 3} bộ khác" if len(numbers) > 3 else ""
        return f"“{_short(text)}” gồm các bộ {listed}{rest}. Hãy ghi số của một bộ."

    def label(self, number: int) -> str:
        """Return a set as the template writes it: "11. Chè"."""
        title = self.titles.get(number)
        return f"{number}. {title}" if title else str(number)


def _readings(text: str) -> list[str]:
    """Return the words of a text as they stand, and without a number and a kind before them."""
    bare = _words(_LEADING.sub("", text, count=1))
    named = _KIND.sub("", bare, count=1)
    return list(dict.fromkeys(words for words in (_words(text), bare, named) if words))


def _words(text: str) -> str:
    return " ".join(folded_words(text))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
