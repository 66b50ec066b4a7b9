"""The press: a template of ours and plain data become a PDF or pictures, always the same bytes."""

import json
import unicodedata
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

from ocop.documents.fonts import font_folder

_HERE = Path(__file__).parent
_BREAK = "\u200b"
_UNSHOWN = "?"
# A drawing, an address to copy, and the title among the properties of the file keep their words.
_WHOLE = frozenset({"qr", "title", "url"})


def pdf(template: str, data: dict[str, object], day: date) -> bytes:
    """Return the filled template as PDF/A-2b, dated by the day given and by no clock."""
    moment = datetime.combine(day, time(), tzinfo=UTC)
    made = _compiler(template, data).compile(format="pdf", pdf_standards=["a-2b"], timestamp=moment)
    return _pages(made)[0]


def pictures(template: str, data: dict[str, object], *, ppi: int = 150) -> list[bytes]:
    """Return the pages of the filled template as PNG."""
    return _pages(_compiler(template, data).compile(format="png", ppi=ppi))


def printable(text: str) -> str:
    """Return the text in letters that our typeface has: what it lacks becomes a question mark."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c if ord(c) in _coverage() else _stand_in(c) for c in composed)


def breakable(text: str, longest: int = 30) -> str:
    """Return the printable text in which a word longer than that may break anywhere."""
    words = printable(text).split(" ")
    return " ".join(word if len(word) <= longest else _BREAK.join(word) for word in words)


def _compiler(template: str, data: dict[str, object]) -> typst.Compiler:
    # The data travels as JSON and is only ever shown, so nothing typed by a person is markup.
    return typst.Compiler(
        input=str(_HERE / template),
        root=str(_HERE),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_clean(data), ensure_ascii=False, sort_keys=True)},
    )


def _clean(value: object) -> object:
    if isinstance(value, str):
        return value if _BREAK in value else breakable(value)
    if isinstance(value, dict):
        return {
            key: _unbroken(each) if key in _WHOLE else _clean(each) for key, each in value.items()
        }
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value


def _unbroken(value: object) -> object:
    return printable(value) if isinstance(value, str) else value


def _pages(made: bytes | list[bytes] | None) -> list[bytes]:
    if made is None:
        raise RuntimeError("The press returned no page.")
    return [made] if isinstance(made, bytes) else made


def _stand_in(character: str) -> str:
    if character == "\n":
        return character
    kind = unicodedata.category(character)
    if kind.startswith("Z") or character == "\t":
        return " "
    if kind.startswith("C") and kind != "Cn":
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return plain if all(ord(c) in _coverage() for c in plain) else _UNSHOWN


@cache
def _coverage() -> frozenset[int]:
    with TTFont(font_folder() / "BeVietnamPro-Regular.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(font_folder())],
    )
