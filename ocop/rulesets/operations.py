"""What may be done to the law as data: load it, freeze it, and word it officially."""

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Province
from ocop.rulesets import sheet
from ocop.rulesets.loader import digest, parse
from ocop.rulesets.models import Criterion, Option, Rubric, Ruleset, RulesetFile, Wording
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.verbs import Verb
from ocop.rulesets.wording import NAME


@transaction.atomic
def load_ruleset(act: Act, *, path: Path | None = None, text: str | None = None) -> Ruleset:
    """Write a ruleset file as rows; an identical one changes nothing.

    Refused with the line when the file is wrong, and with changed content once a dossier was
    filed under the ruleset: a province then loads a new ruleset with a code of its own.
    """
    content = unicodedata.normalize("NFC", _content(path) if text is None else text)
    pure = parse(content)
    fingerprint = digest(content)
    ruleset = Ruleset.objects.select_for_update().filter(code=pure.code).first()
    if ruleset is not None and ruleset.digest == fingerprint:
        return ruleset
    if ruleset is not None and ruleset.used:
        raise Refused(
            f"Bộ tiêu chí {pure.code} đã có hồ sơ nộp theo nên không sửa được; "
            "hãy nạp nội dung mới với một mã khác."
        )
    ruleset = ruleset or Ruleset(code=pure.code, created_at=act.at)
    _write_ruleset(ruleset, pure, fingerprint)
    RulesetFile.objects.update_or_create(ruleset=ruleset, defaults={"text": content})
    _write_rubrics(ruleset, pure)
    record(act, Verb.LOADED, ruleset, code=pure.code, digest=fingerprint, sets=len(pure.sheets))
    return ruleset


@transaction.atomic
def mark_used(ruleset: Ruleset, act: Act) -> None:
    """Freeze a ruleset because a dossier is filed under it; a second time changes nothing."""
    lock(ruleset)
    if ruleset.used:
        return
    ruleset.used = True
    ruleset.save(update_fields=["used"])
    record(act, Verb.USED, ruleset, code=ruleset.code, digest=ruleset.digest)


@transaction.atomic
def load_wording(
    act: Act, *, province: Province, ruleset: Ruleset, rows: Iterable[dict[str, Any]], source: str
) -> int:
    """Lay a province's official wording over our labels; return how many texts now stand.

    A row has ``set``, ``code``, ``position`` (0: the criterion's name) and ``text``; it replaces
    the wording the province loaded before for the same place. Refused with the row's number when
    it names no place of the ruleset, or has no text.
    """
    if not source.strip():
        raise Refused("Hãy ghi nguồn của lời văn, ví dụ số quyết định.", field="source")
    rubrics = {rubric.number: rubric for rubric in ruleset.rubrics.select_related("ruleset")}
    wordings = [
        _wording(row, at, province=province, rubrics=rubrics, source=source, act=act)
        for at, row in enumerate(rows, start=1)
    ]
    if not wordings:
        raise Refused("Tệp lời văn không có dòng nào.")
    places = {(w.rubric_id, w.code, w.position): w for w in wordings}
    Wording.objects.bulk_create(
        places.values(),
        update_conflicts=True,
        update_fields=["text", "source", "created_at"],
        unique_fields=["province", "rubric", "code", "position"],
    )
    record(act, Verb.WORDED, ruleset, province=province.code, texts=len(places), source=source)
    return len(places)


def _content(path: Path | None) -> str:
    assert path is not None, "A ruleset is loaded from a path or a text."
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("Tệp không phải chữ UTF-8; hãy lưu lại tệp với mã UTF-8.") from None
    except (OSError, ValueError):
        raise Refused("Không mở được tệp; hãy kiểm tra đường dẫn và quyền đọc.") from None


def _write_ruleset(ruleset: Ruleset, pure: sheet.Ruleset, fingerprint: str) -> None:
    ruleset.number = pure.number
    ruleset.issued_on = pure.issued_on
    ruleset.effective_from = pure.effective_from
    ruleset.effective_to = pure.effective_to
    ruleset.replaces = list(pure.replaces)
    ruleset.transition = {
        kind: {"ruleset": rule.ruleset, "finish_by": rule.finish_by.isoformat()}
        for kind, rule in pure.transition.items()
    }
    ruleset.complete = pure.complete
    ruleset.digest = fingerprint
    ruleset.save()


def _write_rubrics(ruleset: Ruleset, pure: sheet.Ruleset) -> None:
    """Write the rows in place, so that what points at a rubric of an unused ruleset stays."""
    sheets = pure.sheets
    _write(Rubric, [_rubric(ruleset, one) for one in sheets.values()], ["ruleset", "number"])
    rubrics = {rubric.number: rubric for rubric in ruleset.rubrics.all()}
    criteria = [
        _criterion(rubrics[number], criterion, order)
        for number, one in sheets.items()
        for order, criterion in enumerate(one.criteria, start=1)
    ]
    _write(Criterion, criteria, ["rubric", "code"])
    stored = Criterion.objects.filter(rubric__ruleset=ruleset)
    keys = {(c.rubric_id, c.code): c for c in stored}
    options = [
        _option(keys[rubrics[number].pk, criterion.code], option)
        for number, one in sheets.items()
        for criterion in one.criteria
        for option in criterion.options
    ]
    _write(Option, options, ["criterion", "position"])
    places = {(o.criterion_id, o.position) for o in options}
    _drop(
        [
            o
            for o in Option.objects.filter(criterion__rubric__ruleset=ruleset)
            if (o.criterion_id, o.position) not in places
        ]
    )
    _drop([keys[key] for key in keys.keys() - {(c.rubric_id, c.code) for c in criteria}])
    _drop([rubric for number, rubric in rubrics.items() if number not in sheets])


def _write(model: type[models.Model], rows: Sequence[models.Model], unique: list[str]) -> None:
    names = [f.name for f in model._meta.concrete_fields if not f.primary_key]
    model._default_manager.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=unique,
        update_fields=[name for name in names if name not in unique],
        batch_size=500,
    )


def _drop(rows: Sequence[models.Model]) -> None:
    try:
        for row in rows:
            row.delete()
    except ProtectedError:
        raise Refused(
            "Nội dung mới bỏ một bộ hoặc tiêu chí đang được dùng; hãy nạp với một mã khác."
        ) from None


def _rubric(ruleset: Ruleset, one: sheet.Sheet) -> Rubric:
    return Rubric(
        ruleset=ruleset,
        number=one.number,
        slug=one.slug,
        title=one.title.vi,
        title_en=one.title.en,
        industry=one.industry,
        industry_name=one.industry_name.vi,
        industry_name_en=one.industry_name.en,
        group=one.group,
        group_name=one.group_name.vi,
        group_name_en=one.group_name.en,
        subgroup=one.subgroup,
        lead_agencies=[agency.vi for agency in one.lead_agencies],
        sample_required=one.sample_required,
        complete=one.complete,
        why_incomplete=str(one.why_incomplete or ""),
    )


def _criterion(rubric: Rubric, criterion: sheet.Criterion, order: int) -> Criterion:
    return Criterion(
        rubric=rubric,
        code=criterion.code,
        order=order,
        part=criterion.part,
        section=criterion.section,
        name=criterion.name.vi,
        name_en=criterion.name.en,
        max=criterion.max,
        binary=criterion.binary,
        depends_on=criterion.depends_on or "",
        knockout=criterion.knockout.key if criterion.knockout else "",
    )


def _option(criterion: Criterion, option: sheet.Option) -> Option:
    return Option(
        criterion=criterion,
        position=option.position,
        points=option.points,
        label=option.label.vi,
        label_en=option.label.en,
        case=option.case or "",
        floor=option.floor,
    )


def _wording(
    row: dict[str, Any],
    at: int,
    *,
    province: Province,
    rubrics: dict[int, Rubric],
    source: str,
    act: Act,
) -> Wording:
    number, position = _whole(row.get("set"), at), _whole(row.get("position", NAME), at)
    code, words = str(row.get("code", "")).strip(), str(row.get("text") or "").strip()
    if number not in rubrics:
        raise Refused(f"Dòng {at}: không có bộ số {number}.")
    criterion = sheet_of(rubrics[number]).by_code.get(code)
    if criterion is None or (position != NAME and criterion.option(position) is None):
        raise Refused(f"Dòng {at}: bộ {number} không có tiêu chí {code}, mức {position}.")
    if not words:
        raise Refused(f"Dòng {at}: lời văn để trống.")
    return Wording(
        province=province,
        rubric=rubrics[number],
        code=code,
        position=position,
        text=words,
        source=source.strip(),
        created_at=act.at,
    )


def _whole(value: object, at: int) -> int:
    text = str(value).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise Refused(f"Dòng {at}: số bộ và số mức phải là số nguyên.")
    return int(text)
