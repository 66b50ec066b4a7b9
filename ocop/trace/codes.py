"""Codes of growing areas and packing houses: who gives them, for which market, how they look."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ocop.kernel.errors import Refused

DATA = Path(__file__).parent / "data" / "codes.yaml"


def issuers() -> list[str]:
    """Return the bodies that give codes."""
    return [one["name"] for one in _data()["issuers"]]


def markets() -> list[str]:
    """Return the markets for which codes are given."""
    return list(_data()["markets"])


def tidy_code(text: str, issuer: str) -> str:
    """Return a code without spaces around it, in upper case.

    Refused where its body gives codes of another form; of an unknown body any form is taken.
    """
    code = text.strip().upper()
    known = next((one["pattern"] for one in _data()["issuers"] if one["name"] == issuer), None)
    if not re.fullmatch(known or _data()["anything"], code):
        raise Refused(
            "Mã số không đúng dạng mà cơ quan cấp dùng. Hãy so lại với giấy cấp mã.", field="code"
        )
    return code


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found
