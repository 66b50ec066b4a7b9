"""Which words can be Vietnamese: the test by which a wrong code table gives itself away."""

import re
import unicodedata
from functools import lru_cache

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_CHECKED_TONES = {"\u0301", "\u0323"}
_ONSETS = re.compile(r"ngh?|nh?|kh?|g[hi]?|ch?|ph?|qu|t[hr]?|[bdđhlmrsvx]")
_RIMES_WITH = {
    "a": "- c ch i m n ng nh o p t u y",
    "ă": "- c m n ng p t",
    "â": "c m n ng p t u y",
    "e": "- c m n ng o p t",
    "ê": "- ch m n ng nh p t u",
    "i": "- a ch êc êm ên êng êp êt êu m n nh p t u",
    "o": "- a ac ach ai am an ang anh ao ap at ay ăc ăm ăn ăng ăt c e en eo et i m n ng p t oc ong",
    "ô": "- c i m n ng p t",
    "ơ": "- i m n p t",
    "u": "- a ân âng ât ây c ê êch ên ênh i m n ng p t ơ "
    "ôc ôi ôm ôn ông ôt y ya ych yên yêt yn ynh yt yu",
    "ư": "- a c i ng ơc ơi ơm ơn ơng ơp ơt ơu t u",
    "y": "- êm ên êng êt êu ch n nh t u",
}
_RIMES = frozenset(
    vowel + ending.strip("-")
    for vowel, endings in _RIMES_WITH.items()
    for ending in endings.split()
)
_FRONT_ONLY = {"k", "gh", "ngh"}
_BACK_ONLY = {"c", "g", "ng"}
_CHECKED = re.compile(r"(?:c|ch|p|t)$")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Tell whether a word obeys the spelling of Vietnamese, whichever vowel carries its tone."""
    spread = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in spread if mark in _TONES]
    bare = unicodedata.normalize("NFC", "".join(mark for mark in spread if mark not in _TONES))
    if len(tones) > 1 or len(bare) > 7:
        return False
    return any(_is_spelt(bare[:end], bare[end:], tones) for end in _ends_of_onset(bare))


def _ends_of_onset(bare: str) -> set[int]:
    """Return where the onset may end: "gi" is an onset of its own in "gia", "g" and "i" in "gì"."""
    match = _ONSETS.match(bare)
    return {0, match.end(), 1} if match else {0}


def _is_spelt(onset: str, rime: str, tones: list[str]) -> bool:
    if rime not in _RIMES:
        return False
    front = rime[0] in ("e", "ê", "i", "y")
    if onset in _FRONT_ONLY and not front:
        return False
    if onset in _BACK_ONLY and front and (onset != "g" or rime[0] in ("e", "ê")):
        return False
    return not _CHECKED.search(rime) or bool(_CHECKED_TONES.intersection(tones))
