"""Electronic traceability on a sheet: which steps ask for it, and which lot shows it."""

from collections.abc import Iterable
from datetime import date, timedelta

from ocop.registry.models import Product
from ocop.rulesets.sheet import Criterion, Sheet
from ocop.trace.models import Lot
from ocop.trace.queries import traceable_lots

# As the sheets print it at the steps that are floors of four stars.
WORDS = "truy xuất điện tử"
# Where it stands on the label; a story needs more beside it.
LABELS = frozenset({"label", "label-cosmetics", "packaging-label", "tag"})
# A lot older than a certificate lasts shows nothing of today's goods.
RECENT = timedelta(days=3 * 365)


def traced(products: Iterable[Product], day: date) -> dict[int, Lot]:
    """Return by product the newest lot that can be traced on ``day``; one query for all."""
    return traceable_lots([product.pk for product in products], since=day - RECENT, until=day)


def trace_step(criterion: Criterion, case: str | None = None) -> int:
    """Return the step of ``criterion`` that asks for electronic traceability as a floor, or 0."""
    asking = (
        step
        for step, option in enumerate(criterion.options_in(case), 1)
        if option.floor and WORDS in str(option.label).lower()
    )
    return max(asking, default=0)


def trace_steps(sheet: Sheet, case: str | None = None) -> dict[str, int]:
    """Return, by criterion code, the steps for which a lot that can be traced may be enough."""
    labels = [criterion for criterion in sheet.criteria if criterion.key in LABELS]
    steps = {criterion.code: trace_step(criterion, case) for criterion in labels}
    return {code: step for code, step in steps.items() if step}
