"""YAML values that know the line they stand on."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import yaml

from ocop.kernel.errors import Refused

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LARGEST = 2_000_000
DEEPEST = 30
LONGEST = 300
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WHOLE = re.compile(r"0|[1-9][0-9]{0,2}")


class Node:
    """One value of a YAML file; a wrong shape is refused with its line."""

    __slots__ = ("line", "raw")

    def __init__(self, raw: yaml.Node, line: int | None = None) -> None:
        self.raw = raw
        self.line: int = raw.start_mark.line + 1 if line is None else line

    def refusal(self, sentence: str) -> Refused:
        """Return the refusal that names this line."""
        return Refused(f"Dòng {self.line}: {sentence}")

    @property
    def is_null(self) -> bool:
        """Tell whether the value was left empty."""
        return self._tag == "null"

    @property
    def is_list(self) -> bool:
        """Tell whether the value is a list."""
        return isinstance(self.raw, yaml.SequenceNode)

    def entries(self) -> list[tuple["Node", "Node"]]:
        """Return keys and values in the order of the file; refused for a key given twice."""
        if not isinstance(self.raw, yaml.MappingNode):
            raise self.refusal("chỗ này phải là các cặp khóa và giá trị.")
        seen: set[str] = set()
        found = []
        for raw_key, raw_value in self.raw.value:
            key, value = Node(raw_key), Node(raw_value)
            # An alias points at the anchor's line; the key stands where the reader looks.
            value.line = max(value.line, key.line)
            name = key._scalar()
            if name in seen:
                raise key.refusal(f"khóa “{name}” ghi hai lần.")
            seen.add(name)
            found.append((key, value))
        return found

    def map(self) -> dict[str, "Node"]:
        """Return the values by key, whatever the keys are."""
        return {key._scalar(): value for key, value in self.entries()}

    def fields(self, required: Iterable[str], optional: Iterable[str] = ()) -> dict[str, "Node"]:
        """Return the values by key; refused when one is missing, or one is not known."""
        found, required = {}, tuple(required)
        known = {*required, *optional}
        for key, value in self.entries():
            name = key._scalar()
            if name not in known:
                raise key.refusal(f"không có khóa “{name}” ở đây, hãy kiểm tra chính tả.")
            found[name] = value
        for name in required:
            if name not in found:
                raise self.refusal(f"thiếu khóa “{name}”.")
        return found

    def items(self) -> list["Node"]:
        """Return the items of a list."""
        if not isinstance(self.raw, yaml.SequenceNode):
            raise self.refusal("chỗ này phải là một danh sách.")
        return [Node(item) for item in self.raw.value]

    def text(self, longest: int = LONGEST) -> str:
        """Return a string that says something and fits its column."""
        if self._tag != "str" or not self._scalar().strip():
            raise self.refusal("chỗ này phải là chữ; mã và ngày cần đặt trong dấu nháy.")
        if len(self._scalar()) > longest:
            raise self.refusal(f"chữ ở đây dài quá {longest} ký tự.")
        return self._scalar()

    def whole(self) -> int:
        """Return a whole number of at most three figures."""
        if self._tag != "int" or not WHOLE.fullmatch(self._scalar()):
            raise self.refusal("chỗ này phải là số nguyên từ 0 đến 999.")
        return int(self._scalar())

    def yes(self) -> bool:
        """Return true or false."""
        if self._tag != "bool":
            raise self.refusal("chỗ này phải là true hoặc false.")
        return self._scalar().lower() in {"true", "yes", "on"}

    def day(self) -> date:
        """Return a date written YYYY-MM-DD."""
        try:
            return date.fromisoformat(self._scalar())
        except ValueError:
            raise self.refusal("ngày phải viết dạng năm-tháng-ngày, ví dụ 2026-05-22.") from None

    def plain(self) -> str:
        """Return a short remark: a string, maybe an empty one."""
        if self._tag != "str":
            raise self.refusal("chỗ này phải là chữ.")
        return self._scalar()

    def key(self, longest: int) -> str:
        """Return a key made of small letters, figures and hyphens."""
        name = self.text(longest)
        if not KEY.fullmatch(name):
            raise self.refusal("mã chỉ gồm chữ thường không dấu, số và dấu nối.")
        return name

    def one_of(self, known: Mapping[str, Any], what: str) -> str:
        """Return a key of ``known``; refused for any other."""
        name = self.text(60)
        if name not in known:
            raise self.refusal(f"không có {what} “{name}” trong tệp.")
        return name

    @property
    def _tag(self) -> str:
        return str(self.raw.tag).rpartition(":")[2] if self._is_scalar else ""

    @property
    def _is_scalar(self) -> bool:
        return isinstance(self.raw, yaml.ScalarNode)

    def _scalar(self) -> str:
        if not self._is_scalar:
            raise self.refusal("chỗ này phải là một giá trị đơn.")
        return str(self.raw.value)


def read(text: str) -> Node:
    """Return the root of a YAML text; refused with the line where it stops being YAML."""
    if len(text) > LARGEST:
        raise Refused("Tệp quá lớn, không phải tệp bộ tiêu chí.")
    try:
        _refuse_depth(text)
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise Refused(f"Dòng {line}: tệp viết sai cú pháp YAML.") from None
    except (yaml.YAMLError, UnicodeEncodeError):
        raise Refused("Tệp có ký tự không dùng được trong YAML.") from None
    if root is None:
        raise Refused("Tệp trống.")
    return Node(root)


def _refuse_depth(text: str) -> None:
    """Refuse nesting far beyond any ruleset, before the recursive composer meets it."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise Refused(f"Dòng {line}: tệp lồng nhau quá nhiều tầng.")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
