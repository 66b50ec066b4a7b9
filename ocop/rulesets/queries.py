"""Questions about the law: which ruleset holds on a day, and the sheet behind a rubric."""

from datetime import date
from functools import lru_cache

from ocop.kernel.errors import Refused
from ocop.places.models import Province
from ocop.rulesets import bundled, sheet
from ocop.rulesets.loader import parse
from ocop.rulesets.models import Rubric, RubricQuerySet, Ruleset, RulesetFile, Wording
from ocop.rulesets.wording import worded

TRANSITION = {
    sheet.Occasion.FIRST: "first_or_upgrade",
    sheet.Occasion.UPGRADE: "first_or_upgrade",
    sheet.Occasion.RENEWAL: "rerank",
}


def ruleset_in_force(day: date) -> Ruleset:
    """Return the ruleset for what is filed on ``day``; refused when none was loaded for it."""
    # QĐ 26/2026/QĐ-TTg, Điều 12: what was filed before goes on under the old ruleset.
    found = Ruleset.objects.in_force_on(day).first()
    if found is None:
        raise Refused(
            f"Chưa nạp bộ tiêu chí nào có hiệu lực ngày {day:%d/%m/%Y}; "
            "hãy nhờ cơ quan OCOP cấp tỉnh nạp bộ tiêu chí."
        )
    return found


def finish_by(ruleset: Ruleset, kind: str) -> date | None:
    """Return the last day on which a dossier of ``kind`` may be ranked under ``ruleset``.

    Nothing while no newer ruleset that was loaded sets such a day.
    """
    key = TRANSITION[sheet.Occasion(kind)]
    for newer in Ruleset.objects.filter(effective_from__gt=ruleset.effective_from):
        rule = newer.transition.get(key)
        if rule and rule["ruleset"] == ruleset.code:
            return date.fromisoformat(rule["finish_by"])
    return ruleset.effective_to


def rubrics_in_force(day: date) -> RubricQuerySet:
    """Return the rubrics for what is filed on ``day``, in the order of the decision."""
    return Rubric.objects.in_force_on(day).select_related("ruleset").order_by("number")


def sheet_of(rubric: Rubric, *, province: Province | None = None) -> sheet.Sheet:
    """Return the pure sheet behind a rubric, in the official wording that ``province`` loaded.

    A sheet is read once in a process: its ruleset is told apart by the digest of its file.
    """
    plain = _ruleset(rubric.ruleset.digest).sheets[rubric.number]
    if province is None:
        return plain
    rows = Wording.objects.filter(province=province, rubric=rubric)
    return worded(plain, {(row.code, row.position): row.text for row in rows})


@lru_cache(maxsize=16)
def _ruleset(digest: str) -> sheet.Ruleset:
    if code := bundled.by_digest().get(digest):
        return bundled.ruleset(code)
    return parse(RulesetFile.objects.get(ruleset__digest=digest).text)
