"""Councils, who sits in them, and the rules they gave themselves."""

from fractions import Fraction

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.base.fields import LineField
from ocop.base.models import Record
from ocop.certificates.models import Level
from ocop.places.models import Province


class ByLaw(Record):
    """Quy chế hoạt động của Hội đồng: what the decision leaves to it (Điều 7.3.b)."""

    class Floors(models.TextChoices):
        MEAN = "mean", "Xét dấu sao trên điểm trung bình của tiêu chí"
        EACH = "each", "Xét dấu sao trên từng phiếu"

    # None for the central council's.
    province = models.ForeignKey(Province, models.PROTECT, null=True, related_name="+")
    name = LineField("Tên quy chế", max_length=200)
    decision_no = LineField("Số quyết định ban hành", max_length=60, blank=True)
    quorum_numerator = models.PositiveSmallIntegerField("Tử số", default=3)
    quorum_denominator = models.PositiveSmallIntegerField("Mẫu số", default=4)
    spread = models.PositiveSmallIntegerField("Chênh lệch tối đa giữa các phiếu", default=10)
    floors = models.CharField("Cách xét dấu sao", max_length=4, choices=Floors.choices)
    # An abstention never counts into the mean; whether it counts for the quorum is said here.
    abstainers_count = models.BooleanField(
        "Người không chấm được tính vào tỷ lệ tối thiểu", default=False
    )
    adopted_on = models.DateField("Ban hành ngày")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="by_law_quorum",
                condition=Q(quorum_numerator__gte=1)
                & Q(quorum_numerator__lte=F("quorum_denominator")),
            ),
            models.CheckConstraint(condition=Q(spread__lte=100), name="by_law_spread"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def quorum(self) -> Fraction:
        """Return the share of seats that must have signed."""
        return Fraction(self.quorum_numerator, self.quorum_denominator)


class Council(Record):
    """Hội đồng đánh giá, phân hạng sản phẩm OCOP."""

    name = LineField("Tên hội đồng", max_length=200)
    # None for the central council, before which dossiers of every province lie.
    province = models.ForeignKey(Province, models.PROTECT, null=True, related_name="+")
    level = models.CharField("Cấp", max_length=10, choices=Level.choices)
    by_law = models.ForeignKey(ByLaw, models.PROTECT, related_name="+")
    decision_no = LineField("Số quyết định thành lập", max_length=60)
    established_on = models.DateField("Ngày thành lập")
    dissolved_on = models.DateField("Ngày giải thể", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="council_level",
                condition=Q(level=Level.NATIONAL, province=None)
                | (~Q(level=Level.NATIONAL) & Q(province__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Return where its papers are dated."""
        return self.province.name if self.province else "Hà Nội"

    @property
    def is_central(self) -> bool:
        """Tell whether this is the ministry's council, which finds what five stars rest on."""
        return self.level == Level.NATIONAL


class Seat(Record):
    """Ghế trong hội đồng: a person with a role; chair and members score."""

    class Role(models.TextChoices):
        CHAIR = "chair", "Chủ tịch hội đồng"
        DEPUTY = "deputy", "Phó chủ tịch hội đồng"
        MEMBER = "member", "Thành viên"
        SECRETARY = "secretary", "Thư ký"
        ADVISER = "adviser", "Tổ tư vấn"

    SCORING = (Role.CHAIR, Role.DEPUTY, Role.MEMBER)
    # Who sees how far the room is; what the others write, nobody sees before the close.
    PRESIDING = (Role.CHAIR, Role.SECRETARY)

    council = models.ForeignKey(Council, models.PROTECT, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField("Vai trò", max_length=10, choices=Role.choices)
    agency = LineField("Cơ quan", max_length=150, blank=True)
    joined_on = models.DateField("Tham gia từ ngày")
    left_on = models.DateField("Thôi từ ngày", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "user"], name="seat_once"),
            models.UniqueConstraint(
                fields=["council"],
                condition=Q(role="chair", left_on=None),
                name="seat_one_chair",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")), name="seat_term"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"
