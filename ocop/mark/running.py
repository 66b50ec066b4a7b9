"""The clocks of labels: until when a producer corrects what was found."""

from collections.abc import Iterator
from datetime import date

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.kernel.deadlines import Clock, ClockKind, Turn
from ocop.mark.access import checks_for
from ocop.mark.flow import CheckState
from ocop.mark.models import CheckQuerySet


def label_clocks(user: User, day: date) -> Iterator[Clock]:
    """Yield the labels of my places that wait for their producer's correction."""
    mine = checks_for(user, Permission.VIEW_OFFICE, day).filter(state=CheckState.CORRECTING)
    for check in mine.select_related("product__commune").order_by("correct_by", "pk"):
        assert check.correct_by is not None
        commune = check.product.commune
        yield Clock(
            kind=ClockKind.LABEL,
            turn=Turn.PRODUCER,
            thing=check.code,
            about=check.product.name,
            due=check.correct_by,
            left=(check.correct_by - day).days,
            link=f"/van-phong/nhan-hieu/kiem-tra/{check.code}/",
            commune=commune.full_name,
            commune_code=commune.code,
        )


def overdue_labels(user: User, day: date) -> CheckQuerySet:
    """Return the labels of my places whose correction was due before ``day``."""
    return checks_for(user, Permission.VIEW_OFFICE, day).overdue_on(day)
