"""The small parts of a workbook, counted before any library takes them to heart."""

import re
import zipfile
from typing import Any
from xml.parsers import expat

from ocop.kernel.errors import Refused
from ocop.sheets.containers import BROKEN
from ocop.sheets.layouts import TOO_MANY_CELLS

MOST_ELEMENTS = 1_200_000
LONGEST_ATTRIBUTE = 8_000

_WORKSHEET = re.compile(r"/?xl/worksheets/[^/]+\.xml\Z", re.IGNORECASE)
_XML = (".xml", ".rels")


def is_worksheet(name: str) -> bool:
    """Tell whether a part holds the cells of a worksheet."""
    return _WORKSHEET.match(name) is not None


def check_parts(package: zipfile.ZipFile) -> None:
    """Refuse styles, texts and relations with entities, endless lists or endless attributes."""
    count = _Count()
    for part in package.infolist():
        if part.filename.lower().endswith(_XML) and not is_worksheet(part.filename):
            count.add(package, part)


class _Count:
    """The elements of all parts together."""

    def __init__(self) -> None:
        self.elements = 0

    def add(self, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.element
        parser.StartDoctypeDeclHandler = self.refuse
        parser.EntityDeclHandler = self.refuse
        try:
            with package.open(part) as stream:
                parser.ParseFile(stream)
        except Refused:
            raise
        except Exception as error:  # broken packing and broken XML fail in a dozen ways
            raise Refused(BROKEN) from error

    def element(self, _: str, facts: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise Refused(TOO_MANY_CELLS)
        if any(len(value) > LONGEST_ATTRIBUTE for value in facts.values()):
            raise Refused(BROKEN)

    def refuse(self, *_: Any) -> None:
        raise Refused(BROKEN)
