"""People and their posts."""

import secrets
from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from ocop.accounts.permissions import HELD_BY, Permission, Role
from ocop.base.fields import LineField
from ocop.base.models import Record
from ocop.places.models import Commune, Province


def new_salt() -> str:
    """Return 32 random hex digits."""
    return secrets.token_hex(16)


class UserManager(BaseUserManager["User"]):
    """Finds people by the name they sign in with, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """Người dùng: one person with one account; full name in one field, as people write it."""

    username = models.CharField("Tên đăng nhập", max_length=60, unique=True)
    full_name = LineField("Họ và tên", max_length=120)
    email = models.EmailField("Thư điện tử", blank=True)
    is_active = models.BooleanField("Đang hoạt động", default=True)
    # Marks invented people of the demo province, who are never shown as real ones.
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)
    # What makes the digests in history theirs; erased with the person, it explains nothing.
    salt = models.CharField("Muối", max_length=32, default=new_salt, editable=False)
    created_at = models.DateTimeField("Lập lúc")

    # The producer's code for whom this person acts during one request; set at the door, never
    # kept. What they reach is then that producer's, as far as it was delegated, and nothing else.
    behalf: str = ""
    # The posts by day, once they were read; only the door begins to keep them.
    known_posts: "dict[date, MembershipQuerySet] | None" = None

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    def __str__(self) -> str:
        return self.full_name or self.username


class MembershipQuerySet(models.QuerySet["Membership"]):
    def held_on(self, day: date) -> Self:
        """Granted by ``day`` and not withdrawn by then."""
        current = self.filter(granted_on__lte=day)
        return current.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day))

    def giving(self, permission: Permission) -> Self:
        """Posts whose role holds ``permission``; of posts that were read, without asking again."""
        roles = [role for role in Role if permission in HELD_BY[role]]
        found = self.filter(role__in=roles)
        if self._result_cache is not None:
            found._result_cache = [one for one in self._result_cache if one.role in roles]
        return found


class Membership(Record):
    """Vai trò: a post held by a person in a commune, a province, or the ministry."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField("Vai trò", max_length=12, choices=Role.choices)
    province = models.ForeignKey(Province, models.PROTECT, null=True, related_name="+")
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, related_name="+")
    granted_on = models.DateField("Từ ngày")
    withdrawn_on = models.DateField("Thôi từ ngày", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_place",
                condition=Q(role=Role.COMMUNE_OFFICER, commune__isnull=False)
                | Q(
                    role__in=[Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER],
                    province__isnull=False,
                    commune=None,
                )
                | Q(
                    role__in=[Role.MINISTRY_OFFICER, Role.ADMINISTRATOR],
                    commune=None,
                ),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "province", "commune"],
                condition=Q(withdrawn_on=None),
                name="membership_once",
            ),
        ]

    def __str__(self) -> str:
        place = self.commune or self.province or ""
        role = str(self.get_role_display())
        return f"{role}, {place}" if place else role


class Scope(models.TextChoices):
    """What a program may do with its key."""

    CAPTURE = "epcis:capture", "Nạp sự kiện truy xuất"
    QUERY = "epcis:query", "Hỏi sự kiện truy xuất"
    SUBSCRIBE = "epcis:subscribe", "Lưu câu hỏi, đăng ký nhận sự kiện"


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def good_on(self, day: date) -> Self:
        """Issued, not revoked, and not past its last day."""
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=day), revoked_on=None)


class ApiKey(Record):
    """Khoá lập trình: what a program shows at the door; known by its digest, never kept itself.

    It acts for a producer, for a province, or for neither; what it reaches follows from that.
    """

    name = LineField("Tên", max_length=80)
    digest = models.CharField("Dấu", max_length=64, unique=True, editable=False)
    # The first characters, by which whoever holds the key finds its row.
    head = models.CharField("Đầu khoá", max_length=16)
    scopes = models.JSONField("Quyền", default=list)
    # The code of the producer for whom it acts.
    party = models.CharField("Chủ thể", max_length=20, blank=True, db_index=True)
    province = models.ForeignKey(Province, models.PROTECT, null=True, blank=True, related_name="+")
    expires_on = models.DateField("Hết hạn sau ngày", null=True, blank=True)
    revoked_on = models.DateField("Thu hồi ngày", null=True, blank=True)
    revoked_because = LineField("Lý do thu hồi", max_length=250, blank=True)
    # The day alone: which program works when is nobody's business.
    used_on = models.DateField("Dùng gần nhất", null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} ({self.head}…)"

    @property
    def told_scopes(self) -> list[str]:
        """Return what its holder may do, in words."""
        return [scope.label for scope in Scope if scope in self.scopes]


class SavedView(Record):
    """Bộ lọc đã lưu: filters and order of one list that a person named for themselves."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    path = models.CharField("Danh sách", max_length=200)
    name = LineField("Tên", max_length=60)
    query = models.CharField("Bộ lọc", max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "path", "name"], name="view_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """Return the address of the list with its filters."""
        return f"{self.path}?{self.query}" if self.query else self.path


class AccessReview(Record):
    """Lần rà soát quyền: who looked through all posts on a day, and how many they left and ended.

    What was decided of each post is history's; the six months until the next are counted from here.
    """

    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    done_on = models.DateField("Ngày rà soát")
    confirmed = models.PositiveIntegerField("Số vai trò giữ lại")
    withdrawn = models.PositiveIntegerField("Số vai trò thôi")
    note = LineField("Ghi chú", max_length=250, blank=True)

    class Meta:
        ordering = ["-done_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.done_on:%d/%m/%Y}"
