"""Acts on who may do what for a producer."""

from datetime import date

from django.db import IntegrityError, transaction

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.notices.kinds import Kind
from ocop.notices.operations import tell
from ocop.registry.access import producers_for
from ocop.registry.models import Delegation, Producer, Representative, Scope
from ocop.registry.queries import people_of
from ocop.registry.verbs import Verb


@transaction.atomic
def delegate(
    producer: Producer,
    act: Act,
    *,
    user: User,
    scope: str,
    may_file: bool = False,
    until: date | None = None,
) -> Delegation:
    """Let ``user`` act for ``producer``, which tells them so.

    Refused from a helper, for who represents it or helps it already, and for a day that is past.
    """
    lock(producer)
    if act.behalf:
        raise Refused("Người làm thay không uỷ quyền tiếp được, chủ thể tự làm việc này.")
    if Representative.objects.filter(producer=producer, user=user).acting_on(act.day).exists():
        raise Refused("Người này đã là đại diện của chủ thể.", field="user")
    if until is not None and until < act.day:
        raise Refused("Ngày cuối đã qua, hãy chọn từ hôm nay trở đi.", field="until")
    delegation = _opened(
        producer, act, user=user, scope=scope, may_file=may_file, until=until, consent=""
    )
    record(act, Verb.DELEGATED, producer, user=user, scope=scope, may_file=may_file, until=until)
    tell(
        act,
        to=[user],
        kind=Kind.BEHALF,
        subject=f"{producer} uỷ quyền cho bạn làm thay",
        text=f"Việc được làm: {delegation.get_scope_display()}. Mọi việc bạn làm thay đều được "
        "ghi tên và báo cho chủ thể.",
        link="/chu-the/lam-thay/",
        key=f"delegated-{delegation.pk}",
    )
    return delegation


@transaction.atomic
def assist(
    producer: Producer, act: Act, *, consent: str, scope: str = Scope.ALL, may_file: bool = False
) -> Delegation:
    """Open an officer's help for a producer of their commune, which agreed in the way noted.

    Refused outside one's commune, without a word on the consent, and where somebody represents
    the producer on the system: they then delegate themselves.
    """
    lock(producer)
    officer = act.by
    if not isinstance(officer, User) or not _is_officer_of(producer, officer, act.day):
        raise Refused("Chỉ cán bộ của xã nơi chủ thể đăng ký mở được việc làm thay.")
    if people_of(producer, act.day).exists():
        raise Refused(
            "Chủ thể có người đại diện dùng hệ thống. Xin nhờ họ uỷ quyền ở trang Uỷ quyền."
        )
    if not consent.strip():
        raise Refused("Hãy ghi chủ thể đã đồng ý bằng cách nào.", field="consent")
    delegation = _opened(
        producer, act, user=officer, scope=scope, may_file=may_file, until=None, consent=consent
    )
    record(act, Verb.ASSISTED, producer, user=officer, scope=scope, may_file=may_file)
    return delegation


@transaction.atomic
def end_delegation(delegation: Delegation, act: Act) -> None:
    """End a delegation at once and tell its helper; refused when it has ended already."""
    lock(delegation)
    if delegation.ended_on is not None:
        raise Refused("Uỷ quyền này đã thôi từ trước.")
    delegation.ended_on = act.day
    delegation.save(update_fields=["ended_on"])
    record(act, Verb.DELEGATION_ENDED, delegation.producer, user=delegation.user)
    tell(
        act,
        to=[one for one in [delegation.user] if one != act.by],
        kind=Kind.BEHALF,
        subject=f"{delegation.producer} đã thôi uỷ quyền",
        text="Từ bây giờ bạn không làm thay chủ thể này nữa.",
        key=f"delegation-ended-{delegation.pk}",
    )


def _opened(
    producer: Producer,
    act: Act,
    *,
    user: User,
    scope: str,
    may_file: bool,
    until: date | None,
    consent: str,
) -> Delegation:
    """Write a delegation; one that ran out by itself makes room for it."""
    assert isinstance(act.by, User)
    for spent in Delegation.objects.filter(
        producer=producer, user=user, ended_on=None, until__lt=act.day
    ):
        spent.ended_on = spent.until
        spent.save(update_fields=["ended_on"])
    role = (
        Delegation.Role.OFFICER
        if _is_officer_of(producer, user, act.day)
        else Delegation.Role.RELATIVE
    )
    try:
        with transaction.atomic():
            return Delegation.objects.create(
                producer=producer,
                user=user,
                role=role,
                scope=Scope(scope),
                may_file=may_file,
                until=until,
                consent=consent,
                given_by=act.by,
                given_on=act.day,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise Refused(
            "Người này đang được uỷ quyền; hãy thôi rồi uỷ quyền lại.", field="user"
        ) from error


def _is_officer_of(producer: Producer, user: User, day: date) -> bool:
    mine = producers_for(user, Permission.PROPOSE_DOSSIERS, day)
    return mine.filter(pk=producer.pk).exists()
