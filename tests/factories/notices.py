"""Notices told, for tests that are not about telling."""

from ocop.accounts.models import User
from ocop.kernel.act import Act
from ocop.notices.kinds import Kind
from ocop.notices.models import Delivery, Notice, Reach
from ocop.notices.operations import tell
from tests.moment import NOW


def an_act(by=None, at=NOW):
    """Return an act at a moment."""
    return Act(by=by, at=at, origin="test")


def a_notice(user, key="thử", *, kind=Kind.MESSAGE, at=NOW, subject="Có việc mới", link=""):
    """Tell ``user`` something and return the notice."""
    tell(an_act(at=at), to=[user], kind=kind, subject=subject, text="Mời xem.", link=link, key=key)
    return Notice.objects.get(user=user, key=key)


def reached(user, *, email="", phone="0912345678", sms=False, zalo=False):
    """Give ``user`` an address and the channels they chose."""
    User.objects.filter(pk=user.pk).update(email=email)
    user.email = email
    Reach.objects.update_or_create(
        user=user,
        defaults={
            "by_email": bool(email), "by_sms": sms, "by_zalo": zalo, "phone": phone,
            "created_at": NOW,
        },
    )  # fmt: skip
    return user


def a_delivery(user, channel="sms", key="thử"):
    """Return the sending of a notice to ``user`` through one channel."""
    return Delivery.objects.get(notice=a_notice(user, key), channel=channel)
