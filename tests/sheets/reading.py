"""Reading rows that a test writes down, as a file would be read."""

from ocop.sheets.reading import read_table
from tests.sheets.builders import REGISTRY, xlsx


def read(*rows, columns=REGISTRY, **how):
    return read_table(xlsx(*rows, **how), "danh-sach.xlsx", columns)
