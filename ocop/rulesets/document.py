"""One JSON document in, one answer out: scoring for programs, without a database."""

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from ocop.kernel.errors import Refused
from ocop.rulesets import bundled
from ocop.rulesets.quoting import kind, quoted
from ocop.rulesets.scoring import ByLaw, Card, Result, conclude
from ocop.rulesets.sheet import Sheet

DOCUMENT = frozenset({"ruleset", "set", "case", "by_law", "cards", "knockouts"})
BY_LAW = frozenset({"seats", "quorum", "spread", "floors"})
CARD = frozenset({"councillor", "marks"})
SHARE = re.compile(r"([0-9]{1,6})(?:/([0-9]{1,6}))?")
MOST = 999
LONGEST_NAME = 200


def grade(document: object) -> dict[str, Any]:
    """Return the answer to one document; refused with a sentence for anything but a whole one."""
    fields = _fields(document, DOCUMENT, "Tài liệu chấm điểm")
    sheet = _sheet(fields["ruleset"], fields["set"])
    result = conclude(
        sheet,
        _by_law(fields["by_law"]),
        [_card(card, at) for at, card in enumerate(_list(fields["cards"], "cards"), start=1)],
        case=_case(fields["case"]),
        knockouts=_knockouts(fields["knockouts"]),
    )
    return answer(result)


def answer(result: Result) -> dict[str, Any]:
    """Return a result as plain JSON values: fractions are reduced strings."""
    return {
        "totals": list(result.totals),
        "mean": str(result.mean),
        "band": result.band,
        "floors_hold": result.floors_hold,
        "knocked_out": result.knocked_out,
        "stars": result.stars,
        "outcome": result.outcome,
        "parts": {letter: str(mean) for letter, mean in result.parts.items()},
        "missed_floors": [
            {
                "stars": floor.stars,
                "criterion": floor.criterion,
                "needs": floor.needs,
                "reached": str(floor.reached),
            }
            for floor in result.missed_floors
        ],
    }


def _fields(value: object, known: frozenset[str], what: str) -> dict[str, Any]:
    if type(value) is not dict:
        raise Refused(f"{what} phải là một đối tượng JSON, không phải {kind(value)}.")
    if value.keys() != known:
        for key in sorted(known - value.keys()):
            raise Refused(f"{what} thiếu khóa “{key}”.")
        for key in value.keys() - known:
            raise Refused(f"{what} có khóa lạ {quoted(key)}; hãy bỏ đi hoặc sửa chính tả.")
    return value


def _sheet(code: object, number: object) -> Sheet:
    if type(code) is not str or code not in bundled.CODES:
        known = ", ".join(reversed(bundled.CODES))
        raise Refused(f"Không có bộ tiêu chí (ruleset) {quoted(code)}; hãy chọn: {known}.")
    sheets = bundled.ruleset(code).sheets
    if type(number) is not int or number not in sheets:
        raise Refused(f"Không có bộ số (set) {quoted(number)}; hãy chọn từ 1 đến {len(sheets)}.")
    return sheets[number]


def _case(value: object) -> str | None:
    if value is not None and type(value) is not str:
        raise Refused("Trường hợp (case) phải là “TH1”, “TH2” hoặc null.")
    return value


def _by_law(value: object) -> ByLaw:
    fields = _fields(value, BY_LAW, "Quy chế (by_law)")
    floors = fields["floors"]
    if type(floors) is not str or floors not in {"mean", "each"}:
        raise Refused("Cách xét dấu sao (floors) phải là “mean” hoặc “each”.")
    return ByLaw(
        seats=_whole(fields["seats"], "Số ghế (seats)", least=1),
        quorum=_share(fields["quorum"]),
        spread=_whole(fields["spread"], "Chênh lệch cho phép (spread)", least=0),
        floors="each" if floors == "each" else "mean",
    )


def _share(value: object) -> Fraction:
    found = SHARE.fullmatch(value) if type(value) is str else None
    if found is None or int(found[2] or 1) == 0:
        raise Refused("Tỷ lệ phiếu tối thiểu (quorum) phải là một phân số dạng chữ, ví dụ “3/4”.")
    share = Fraction(int(found[1]), int(found[2] or 1))
    if not 0 < share <= 1:
        raise Refused("Tỷ lệ phiếu tối thiểu (quorum) phải lớn hơn 0 và không quá 1.")
    return share


def _whole(value: object, what: str, *, least: int) -> int:
    if type(value) is not int or not least <= value <= MOST:
        raise Refused(f"{what} phải là số nguyên từ {least} đến {MOST}.")
    return value


def _list(value: object, what: str) -> list[Any]:
    if type(value) is not list:
        raise Refused(f"“{what}” phải là một danh sách, không phải {kind(value)}.")
    return value


def _card(value: object, at: int) -> Card:
    fields = _fields(value, CARD, f"Phiếu thứ {at}")
    name = fields["councillor"]
    if type(name) is not str or not name.strip() or len(name) > LONGEST_NAME:
        raise Refused(
            f"Phiếu thứ {at} cần tên thành viên (councillor) dạng chữ, không quá 200 ký tự."
        )
    name = unicodedata.normalize("NFC", name.strip())
    marks = fields["marks"]
    if type(marks) is not dict:
        raise Refused(f"Phiếu của {quoted(name)}: điểm (marks) phải là một đối tượng JSON.")
    if not (_all(marks, str) and _all(marks.values(), int)):
        raise _wrong_mark(name, marks)
    return Card(name, marks)


def _all(values: Iterable[object], kind_: type) -> bool:
    return set(map(type, values)) <= {kind_}


def _wrong_mark(name: str, marks: dict[Any, Any]) -> Refused:
    for code, points in marks.items():
        if type(code) is not str:
            break
        if type(points) is not int:
            return Refused(
                f"Phiếu của {quoted(name)}, tiêu chí {quoted(code)}: điểm phải là số nguyên, "
                f"không phải {kind(points)}."
            )
    return Refused(f"Phiếu của {quoted(name)}: mã tiêu chí phải là chữ, ví dụ “1.1”.")


def _knockouts(value: object) -> list[str]:
    codes = _list(value, "knockouts")
    for code in codes:
        if type(code) is not str:
            raise Refused("“knockouts” chỉ gồm mã tiêu chí dạng chữ, hoặc “dossier”.")
    return codes
