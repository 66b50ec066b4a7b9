"""What a screen sends of a draft, judged and made storable. Pure."""

from collections.abc import Mapping
from typing import Any

from ocop.dossiers.forms import LONGEST, TYPED, Field, Form, Section, Type, clean
from ocop.kernel.errors import Refused
from ocop.rulesets.sheet import Sheet

LONGEST_CLAIM = 5_000
_TORN = "Dữ liệu gửi lên không đúng biểu mẫu. Hãy tải lại trang; phần đã lưu vẫn còn nguyên."


def merged_forms(kept: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return the kept forms with what was sent written over them, blank by blank.

    Refused when a blank is not on the form or its text is longer than the form can hold; a
    number or a day that cannot be read is kept as typed and told by the checklist.
    """
    forms = {key: {name: dict(part) for name, part in form.items()} for key, form in kept.items()}
    for key, sections in _mapping(sent).items():
        form = TYPED.get(key)
        for name, values in _mapping(sections).items():
            section = _section(form, name)
            blanks = {field.key: field for field in section.fields}
            into = forms.setdefault(key, {}).setdefault(name, {})
            for blank, value in _mapping(values).items():
                into[blank] = _value(blanks.get(blank), value)
    return forms


def merged_choices(
    sheet: Sheet, case: str, kept: Mapping[str, int], sent: Mapping[str, Any]
) -> dict[str, int]:
    """Return the kept choices with what was sent over them; nothing takes a choice back.

    Refused for a criterion or an option that the sheet does not have, or has for another case.
    """
    choices = dict(kept)
    for code, position in _mapping(sent).items():
        if position is None:
            choices.pop(_criterion(sheet, code), None)
            continue
        if not _is_open(sheet, case, code, position):
            raise Refused(
                f"Tiêu chí {_criterion(sheet, code)} không có mức này. Hãy chọn lại một mức "
                "trong bảng.",
                field="choices",
            )
        choices[code] = position
    return choices


def merged_claims(sheet: Sheet, kept: Mapping[str, str], sent: Mapping[str, Any]) -> dict[str, str]:
    """Return the kept descriptions with what was sent over them; refused as for choices."""
    claims = dict(kept)
    for code, text in _mapping(sent).items():
        if not isinstance(text, str):
            raise Refused(_TORN)
        if len(text) > LONGEST_CLAIM:
            raise Refused(
                f"Mô tả của tiêu chí {_criterion(sheet, code)} dài quá {LONGEST_CLAIM} ký tự. "
                "Hãy viết gọn lại hoặc gửi thành tệp minh chứng.",
                field="claims",
            )
        claims[_criterion(sheet, code)] = clean(text)
    return claims


def still_open(sheet: Sheet, case: str, choices: Mapping[str, int]) -> dict[str, int]:
    """Return the choices that ``sheet`` has in ``case``; the others stand for nothing now."""
    return {
        code: position
        for code, position in choices.items()
        if _is_open(sheet, case, code, position)
    }


def checked_case(sheet: Sheet, case: object) -> str:
    """Return ``case`` when the sheet prints it; refused otherwise."""
    if case == "" or (isinstance(case, str) and case in sheet.cases):
        return str(case)
    raise Refused("Bộ tiêu chí này không có trường hợp đó. Hãy chọn lại.", field="case")


def _is_open(sheet: Sheet, case: str, code: object, position: object) -> bool:
    criterion = sheet.by_code.get(code) if isinstance(code, str) else None
    return criterion is not None and criterion.points_at(position, case) is not None


def _criterion(sheet: Sheet, code: object) -> str:
    if not isinstance(code, str) or code not in sheet.by_code:
        raise Refused("Bộ tiêu chí của hồ sơ không có tiêu chí này. Hãy tải lại trang.")
    return code


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Refused(_TORN)
    return value


def _section(form: Form | None, name: str) -> Section:
    for section in form.sections if form else ():
        if section.key == name:
            return section
    raise Refused(_TORN)


def _value(field: Field | None, value: object) -> str | bool:
    if field is None or not isinstance(value, str | bool | None):
        raise Refused(_TORN)
    if field.type is Type.CHECK:
        return value is True
    text = clean(value) if isinstance(value, str) else ""
    if len(text) > LONGEST[field.type]:
        raise Refused(
            f"“{field.label}” dài quá {LONGEST[field.type]} ký tự. Hãy viết gọn lại.",
            field=field.key,
        )
    return text
