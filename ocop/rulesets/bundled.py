"""The rulesets that come with the project, read without a database."""

from functools import cache
from pathlib import Path

from ocop.rulesets.loader import digest, parse
from ocop.rulesets.sheet import Ruleset

DATA = Path(__file__).parent / "data"
# Oldest first, as a new database loads them.
CODES = ("qd1048-2019", "qd148-2023", "qd26-2026")


def path(code: str) -> Path:
    """Return where a bundled ruleset's file lies."""
    return DATA / f"{code}.yaml"


@cache
def text(code: str) -> str:
    """Return a bundled ruleset's file, word for word."""
    return path(code).read_text(encoding="utf-8")


@cache
def ruleset(code: str) -> Ruleset:
    """Return a bundled ruleset, read once in a process."""
    return parse(text(code))


@cache
def by_digest() -> dict[str, str]:
    """Return the codes of the bundled rulesets by the digests of their files."""
    return {digest(text(code)): code for code in CODES}
