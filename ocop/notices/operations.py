"""What may be done to notices: tell, read, choose how to be reached, send again."""

from collections.abc import Iterable

from django.db import transaction

from ocop.accounts.models import User
from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.kernel.phones import phone_number
from ocop.notices.kinds import Channel, Kind, State
from ocop.notices.models import Delivery, Notice, Reach, SimulatorFault
from ocop.notices.queries import channels_of
from ocop.notices.verbs import Verb


@transaction.atomic
def tell(
    act: Act,
    *,
    to: Iterable[User],
    kind: Kind,
    subject: str,
    text: str,
    link: str = "",
    key: str,
) -> int:
    """Put a notice into the inbox of each of ``to``, and queue it by the channels they chose.

    Told once: whoever already has a notice of this key gets no second one. Returns how many were
    new. It is part of the act that tells, whose line in history stands for it.
    """
    people = {user.pk: user for user in to}
    known = set(Notice.objects.filter(user__in=people, key=key).values_list("user_id", flat=True))
    notices = [
        Notice(
            user=user,
            kind=kind,
            subject=subject[:160],
            text=text,
            link=link,
            key=key,
            created_at=act.at,
        )
        for pk, user in people.items()
        if pk not in known
    ]
    # Somebody else may tell the same at this moment: the database keeps the first of each pair.
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    fresh = Notice.objects.filter(token__in=[notice.token for notice in notices])
    return _queue([(notice, people[notice.user_id]) for notice in fresh], act)


def _queue(notices: list[tuple[Notice, User]], act: Act) -> int:
    channels = channels_of(user for _, user in notices)
    Delivery.objects.bulk_create(
        Delivery(notice=notice, channel=channel, next_try_at=act.at, created_at=act.at)
        for notice, user in notices
        for channel in channels[user.pk]
    )
    return len(notices)


@transaction.atomic
def mark_read(notice: Notice, act: Act) -> None:
    """Keep that its reader opened a notice; opening it again changes nothing."""
    lock(notice)
    if notice.read_at is None:
        notice.read_at = act.at
        notice.save(update_fields=["read_at"])


@transaction.atomic
def mark_all_read(user: User, act: Act) -> int:
    """Take every notice of ``user`` for read; returns how many were not."""
    return Notice.objects.filter(user=user).unread().update(read_at=act.at)


@transaction.atomic
def choose_reach(
    user: User, act: Act, *, by_email: bool, by_sms: bool, by_zalo: bool, phone: str = ""
) -> Reach:
    """Keep by which channels ``user`` wants to be reached; the inbox is always one.

    Refused for somebody else's, for SMS and Zalo without a number, and for e-mail without an
    address. History keeps the channels, never the number.
    """
    if act.by != user:
        raise Refused("Mỗi người tự chọn cách nhận thông báo của mình.")
    number = phone_number(phone) if phone.strip() else ""
    if (by_sms or by_zalo) and not number:
        raise Refused("Hãy ghi số điện thoại để nhận SMS hoặc Zalo.", field="phone")
    if by_email and not user.email:
        raise Refused(
            "Tài khoản chưa có địa chỉ thư điện tử, hãy nhờ quản trị ghi thêm.", field="by_email"
        )
    reach, _ = Reach.objects.update_or_create(
        user=user,
        defaults={"by_email": by_email, "by_sms": by_sms, "by_zalo": by_zalo, "phone": number},
        create_defaults={
            "by_email": by_email,
            "by_sms": by_sms,
            "by_zalo": by_zalo,
            "phone": number,
            "created_at": act.at,
        },
    )
    record(act, Verb.REACH_CHOSEN, user, by_email=by_email, by_sms=by_sms, by_zalo=by_zalo)
    return reach


@transaction.atomic
def send_again(delivery: Delivery, act: Act) -> None:
    """Queue a sending anew that was given up; refused for one that was sent or still waits."""
    lock(delivery)
    if delivery.state == State.SENT:
        raise Refused("Thông báo này đã gửi rồi, không gửi lần thứ hai.")
    if delivery.state != State.GIVEN_UP:
        raise Refused("Thông báo này đang chờ gửi, hệ thống tự thử lại.")
    delivery.state = State.QUEUED
    delivery.tries = 0
    delivery.next_try_at = act.at
    delivery.save(update_fields=["state", "tries", "next_try_at"])
    record(act, Verb.SENT_AGAIN, delivery, channel=delivery.channel)


@transaction.atomic
def break_simulator(act: Act, *, channel: Channel, answer: str) -> None:
    """Let a channel's simulator refuse whatever comes, to see what happens then."""
    fault, _ = SimulatorFault.objects.update_or_create(
        channel=channel,
        defaults={"answer": answer},
        create_defaults={"answer": answer, "created_at": act.at},
    )
    record(act, Verb.SIMULATOR_BROKEN, fault, channel=channel)


@transaction.atomic
def mend_simulator(fault: SimulatorFault, act: Act) -> None:
    """Let a channel's simulator take messages again."""
    lock(fault)
    record(act, Verb.SIMULATOR_MENDED, fault, channel=fault.channel)
    fault.delete()
