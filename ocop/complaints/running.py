"""The clocks of complaints: until when each is acknowledged, and answered."""

from collections.abc import Iterator
from datetime import date

from ocop.accounts.models import User
from ocop.complaints.access import complaints_for
from ocop.complaints.models import ComplaintQuerySet
from ocop.kernel.days import working_days_between
from ocop.kernel.deadlines import Clock, ClockKind, Turn


def complaint_clocks(user: User, day: date) -> Iterator[Clock]:
    """Yield the complaints that wait for whoever ``user`` is in office."""
    waiting = complaints_for(user, day).waiting().select_related("product__commune", "commune")
    for one in waiting.order_by("answer_by", "pk"):
        place = one.commune or (one.product.commune if one.product else None)
        yield Clock(
            kind=ClockKind.COMPLAINT,
            turn=Turn.COMMUNE if one.commune else Turn.PROVINCE,
            thing=one.code,
            about=one.product.name if one.product else str(one.get_about_display()),
            due=one.due,
            left=working_days_between(day, one.due),
            link=f"/van-phong/khieu-nai/{one.code}/",
            working=True,
            late=day > one.due,
            commune=place.full_name if place else "",
            commune_code=place.code if place else "",
        )


def overdue_complaints(user: User, day: date) -> ComplaintQuerySet:
    """Return the complaints before ``user`` whose next day was over before ``day``."""
    return complaints_for(user, day).overdue_on(day)
