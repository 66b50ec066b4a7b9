"""Rules for the documents in docs/: what the code has, they name, and the reverse."""

import re
from pathlib import Path

from tests.house.source import OCOP, ROOT

DOCS = ROOT / "docs"
# A decision, decree or circular by its number: 26/2026/QĐ-TTg, 43/2017/NĐ-CP, 7/2026/TT-BNNMT.
NUMBER = re.compile(
    r"\b\d{1,4}/(?:(?:19|20)\d\d/)?(?:QĐ|NĐ|NQ|TTLT|TT|QH)-?(?!HĐ|UBND)[A-Z0-9ĐTg]+"
)
IN_BACKTICKS = re.compile(r"`([A-Z][A-Za-z]+)(?:\.[A-Za-z_.]+)?`")
MODULE = re.compile(r"`(ocop(?:\.[a-z_0-9]+)+)`")


def read(name: str) -> str:
    """Return the text of a document."""
    return (DOCS / name).read_text("utf-8")


def decisions(text: str) -> set[str]:
    """Return the numbers of the decisions that a text cites, written the same way each time."""
    return {number.lstrip("0") for number in NUMBER.findall(text)}


def names(text: str) -> set[str]:
    """Return the class names that a text has in backticks."""
    return set(IN_BACKTICKS.findall(text))


def missing_modules(text: str) -> list[str]:
    """Name the modules that a text speaks of and the tree does not have."""
    return [name for name in MODULE.findall(text) if not is_module(name)]


def is_module(name: str) -> bool:
    """Tell whether the dotted name is a module or package of the product."""
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").exists()


def commands() -> list[str]:
    """List the management commands of the product."""
    found = OCOP.glob("*/management/commands/[a-z]*.py")
    return sorted(path.stem for path in found)


def links(path: Path) -> list[str]:
    """Name the links of a document that lead to no file."""
    targets = re.findall(r"\]\(([^)#\s]+)", path.read_text("utf-8"))
    local = [target for target in targets if not target.startswith(("http:", "https:", "mailto:"))]
    return [target for target in local if not (path.parent / target).exists()]
