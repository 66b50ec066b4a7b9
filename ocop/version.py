"""The version, read from the top of the changelog so that it is written once."""

import re
from functools import cache
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parent.parent / "CHANGELOG.md"


@cache
def version() -> str:
    """Return the version that the changelog tells of first."""
    found = re.search(r"^## \[?(\d+\.\d+\.\d+)", CHANGELOG.read_text("utf-8"), re.MULTILINE)
    return found[1] if found else "0.0.0"
