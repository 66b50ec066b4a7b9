"""What may be done to accounts and posts."""

from django.db import IntegrityError, transaction

from ocop.accounts.models import Membership, User
from ocop.accounts.permissions import NATIONWIDE, Role
from ocop.accounts.verbs import Verb
from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Commune, Province


@transaction.atomic
def invite(
    act: Act,
    *,
    username: str,
    full_name: str,
    email: str = "",
    password: str | None = None,
    is_sample: bool = False,
) -> User:
    """Open an account for a person; without ``password`` nobody can sign in to it yet."""
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(
            f"Tên đăng nhập “{username}” đã có người dùng, hãy chọn tên khác.",
            field="username",
        )
    user = User(
        username=username.lower(),
        full_name=full_name,
        email=email,
        is_sample=is_sample,
        created_at=act.at,
    )
    user.set_password(password)
    user.save()
    record(act, Verb.INVITED, user)
    return user


@transaction.atomic
def grant(
    user: User,
    act: Act,
    *,
    role: Role,
    province: Province | None = None,
    commune: Commune | None = None,
) -> Membership:
    """Give ``user`` a post in a place.

    Refused when they hold it already, and for a place that is not one of the role's.
    """
    lock(user)
    if commune is not None:
        province = commune.province
    if role in NATIONWIDE and province is not None:
        raise Refused("Vai trò này là của cả nước, hãy để trống tỉnh và xã.", field="province")
    # The database takes two posts without a commune for different ones.
    held = Membership.objects.filter(user=user, role=role, province=province, commune=commune)
    if held.filter(withdrawn_on=None).exists():
        raise Refused("Người dùng đã giữ vai trò này ở nơi này.")
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                user=user,
                role=role,
                province=province,
                commune=commune,
                granted_on=act.day,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise Refused("Không giao được vai trò này: vai trò cần chọn đúng xã, tỉnh.") from error
    record(act, Verb.GRANTED, user, role=role, place=str(commune or province or ""))
    return membership


@transaction.atomic
def withdraw(membership: Membership, act: Act) -> None:
    """End a post from today; refused when it has ended already, and for one's own."""
    lock(membership)
    if membership.user == act.by:
        raise Refused("Không tự thôi vai trò của chính mình được, hãy nhờ người quản trị khác.")
    if membership.withdrawn_on is not None:
        raise Refused("Vai trò này đã thôi giao từ trước.")
    membership.withdrawn_on = act.day
    membership.save(update_fields=["withdrawn_on"])
    record(act, Verb.WITHDRAWN, membership.user, role=membership.role)


@transaction.atomic
def deactivate(user: User, act: Act) -> None:
    """Close an account; refused for one's own, so that nobody locks the last door behind them."""
    lock(user)
    if user == act.by:
        raise Refused("Không tự khoá tài khoản của chính mình được.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(act, Verb.DEACTIVATED, user)


@transaction.atomic
def reactivate(user: User, act: Act) -> None:
    """Open a closed account again."""
    lock(user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(act, Verb.REACTIVATED, user)


@transaction.atomic
def reset_password(user: User, act: Act, *, password: str) -> None:
    """Set a new password for a person who lost theirs."""
    lock(user)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(act, Verb.PASSWORD_SET, user)
