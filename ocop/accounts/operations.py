"""What may be done to accounts and posts."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from ocop.accounts.keys import digest_of, head_of, new_secret
from ocop.accounts.models import AccessReview, ApiKey, Membership, SavedView, Scope, User
from ocop.accounts.permissions import NATIONWIDE, Role
from ocop.accounts.verbs import Verb
from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Commune, Province

MOST_VIEWS = 12


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
    taken = Refused(
        f"Tên đăng nhập “{username}” đã có người dùng, hãy chọn tên khác.", field="username"
    )
    if User.objects.filter(username__iexact=username).exists():
        raise taken
    user = User(
        username=username.lower(),
        full_name=full_name,
        email=email,
        is_sample=is_sample,
        created_at=act.at,
    )
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:  # somebody else took the name at the same moment
        raise taken from error
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


@transaction.atomic
def review_access(act: Act, *, withdrawn: Iterable[Membership], note: str = "") -> AccessReview:
    """Sign that all posts were looked through: those named end today, all others are confirmed.

    Refused for a post of one's own among those that end.
    """
    assert isinstance(act.by, User)
    ended = list(withdrawn)
    for membership in sorted(ended, key=lambda one: one.pk):
        withdraw(membership, act)
    review = AccessReview.objects.create(
        by=act.by,
        done_on=act.day,
        confirmed=Membership.objects.held_on(act.day).filter(user__is_active=True).count(),
        withdrawn=len(ended),
        note=note,
        created_at=act.at,
    )
    record(act, Verb.REVIEWED, review, confirmed=review.confirmed, withdrawn=review.withdrawn)
    return review


@transaction.atomic
def keep_view(user: User, act: Act, *, path: str, name: str, query: str) -> SavedView:
    """Keep a list's filters under a name of one's own; the same name again is written over.

    Refused beyond a handful, so that the row of names above a list can be read.
    """
    lock(user)
    kept = SavedView.objects.filter(user=user, path=path)
    if kept.exclude(name=name).count() >= MOST_VIEWS:
        raise Refused(
            f"Đã lưu {MOST_VIEWS} bộ lọc cho danh sách này, hãy bỏ bớt một bộ lọc.", field="name"
        )
    view, _ = SavedView.objects.update_or_create(
        user=user,
        path=path,
        name=name,
        defaults={"query": query},
        create_defaults={"query": query, "created_at": act.at},
    )
    record(act, Verb.VIEW_KEPT, user, path=path)
    return view


@transaction.atomic
def forget_view(view: SavedView, act: Act) -> None:
    """Take a kept view away; what it showed stays."""
    lock(view)
    record(act, Verb.VIEW_FORGOTTEN, view.user, path=view.path)
    view.delete()


@transaction.atomic
def issue_key(
    act: Act,
    *,
    name: str,
    scopes: Iterable[Scope] = tuple(Scope),
    party: str = "",
    province: Province | None = None,
    expires_on: date | None = None,
) -> tuple[ApiKey, str]:
    """Make a key for a program, and return it with its secret, which is told this once.

    Refused without a name or a scope, and with a last day that has passed.
    """
    held = [str(scope) for scope in Scope if scope in set(scopes)]
    if not name.strip():
        raise Refused("Hãy đặt tên cho khoá, để sau này biết chương trình nào dùng.", field="name")
    if not held:
        raise Refused("Hãy chọn ít nhất một quyền cho khoá.", field="scopes")
    if expires_on is not None and expires_on < act.day:
        raise Refused("Ngày hết hạn đã qua, hãy chọn ngày khác.", field="expires_on")
    secret = new_secret()
    key = ApiKey.objects.create(
        name=name.strip(),
        digest=digest_of(secret),
        head=head_of(secret),
        scopes=held,
        party=party,
        province=province,
        expires_on=expires_on,
        created_at=act.at,
    )
    record(act, Verb.KEY_ISSUED, key, scopes=held, party=party, until=expires_on)
    return key, secret


@transaction.atomic
def revoke_key(key: ApiKey, act: Act, *, reason: str) -> None:
    """End a key at once; refused without a reason, and when it has ended already."""
    lock(key)
    if key.revoked_on is not None:
        raise Refused("Khoá này đã thu hồi từ trước.")
    if not reason.strip():
        raise Refused("Hãy ghi lý do thu hồi, để người dùng khoá biết.", field="reason")
    key.revoked_on, key.revoked_because = act.day, reason.strip()
    key.save(update_fields=["revoked_on", "revoked_because"])
    record(act, Verb.KEY_REVOKED, key)
