"""Bytes of JSON, or of JSON Lines, in; one answer for each document out."""

import json
from collections.abc import Iterator
from json import JSONDecodeError
from typing import Any, NoReturn

from ocop.kernel.errors import Refused
from ocop.rulesets.document import grade
from ocop.rulesets.quoting import quoted

BOM = b"\xef\xbb\xbf"
Answer = dict[str, Any]


def answers(data: bytes) -> Iterator[Answer]:
    """Yield one answer a document; one that is refused is ``{"refused": sentence}``.

    The whole text is one document when it parses as one, or looks like one that was broken;
    otherwise every line that is not blank is a document of its own.
    """
    data = data.removeprefix(BOM)
    lines = [line for line in data.split(b"\n") if line.strip()]
    if not lines:
        yield {"refused": "Không có tài liệu nào để chấm; tệp trống."}
    elif len(lines) == 1 or _is_one(data, lines):
        yield _answered(data, "Tài liệu")
    else:
        for number, line in enumerate(data.split(b"\n"), start=1):
            if line.strip():
                yield _answered(line, f"Dòng {number}")


def _is_one(data: bytes, lines: list[bytes]) -> bool:
    if _fault(data) is None:
        return True
    if any(b'"cards"' in line and b'"by_law"' in line and _fault(line) is None for line in lines):
        return False
    # A first line that stops in the middle of a value goes on in the next one.
    first = lines[0].rstrip()
    return _fault(first) == len(first.decode(errors="replace"))


def _fault(data: bytes) -> int | None:
    """Return where ``data`` stops being JSON, in characters; nothing when it is JSON."""
    try:
        json.loads(data.decode(errors="replace"))
    except JSONDecodeError as error:
        return error.pos
    except (ValueError, RecursionError):
        return None
    return None


def _answered(data: bytes, what: str) -> Answer:
    try:
        return grade(_parsed(data, what))
    except Refused as refused:
        return {"refused": str(refused)}


def _parsed(data: bytes, what: str) -> object:
    try:
        return json.loads(data.decode(), object_pairs_hook=_object, parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise Refused(f"{what} không phải chữ UTF-8; hãy lưu lại tệp với mã UTF-8.") from None
    except JSONDecodeError as error:
        place = f"cột {error.colno}"
        if b"\n" in data.strip():
            place = f"dòng {error.lineno}, {place}"
        raise Refused(f"{what} không phải JSON hợp lệ, sai ở {place}.") from None
    except RecursionError:
        raise Refused(f"{what} lồng nhau quá nhiều tầng.") from None
    except ValueError:
        raise Refused(f"{what} có một số quá dài.") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused(f"Khóa {quoted(twice)} ghi hai lần trong cùng một đối tượng.")
    return made


def _refuse_constant(name: str) -> NoReturn:
    raise Refused(f"“{name}” không phải là một số dùng được trong JSON.")
