"""What a councillor writes: a declared conflict, or a scorecard."""

from django.db import models
from django.db.models import Q

from ocop.base.fields import TextField
from ocop.base.models import Record
from ocop.grading.flow import CardState
from ocop.grading.models.councils import Seat
from ocop.grading.models.sittings import AgendaItem
from ocop.grading.sealing import new_salt

__all__ = ["Conflict", "Scorecard", "Stance", "new_salt"]


class Stance(models.TextChoices):
    """Ý kiến bằng văn bản of one member about a renewal (QĐ 26/2026, Điều 7.6)."""

    KEEP = "keep", "Đồng ý giữ hạng"
    AGAINST = "against", "Không đồng ý"
    OTHER = "other", "Ý kiến khác"


class Conflict(Record):
    """Xung đột lợi ích: why a seat may not score, or even open, a dossier."""

    class Ground(models.TextChoices):
        OWN_PRODUCT = "own", "Sản phẩm của mình hoặc của người thân"
        OWN_COMMUNE = "commune", "Chủ thể thuộc xã mình công tác"
        ADVISER = "adviser", "Đã tư vấn cho chủ thể"
        OTHER = "other", "Lý do khác"

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="conflicts")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    ground = models.CharField("Lý do", max_length=8, choices=Ground.choices)
    note = TextField("Nói rõ", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "seat"], name="conflict_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_ground_display()}"


class Scorecard(Record):
    """Phiếu chấm điểm của một thành viên (Annex II is itself the sheet).

    Signing is final: a correction is a new card that names the old one and says why. Until the
    close all that was written lies in ``sealed``, its salt too, and the columns for it are empty.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="cards")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    state = models.CharField("Trạng thái", max_length=10, choices=CardState.choices)
    sealed = models.BinaryField("Niêm phong", default=b"", editable=False)
    # {criterion code: position of the option}, positions from 1; and a remark for each code.
    choices = models.JSONField("Điểm chọn", default=dict)
    remarks = models.JSONField("Nhận xét theo tiêu chí", default=dict)
    opinion = TextField("Ý kiến của người đánh giá", blank=True)
    version = models.PositiveIntegerField("Phiên bản", default=0)
    signed_at = models.DateTimeField("Ký lúc", null=True)
    stance = models.CharField("Ý kiến", max_length=8, choices=Stance.choices, blank=True)
    # Keeps the published digest of a card from being guessed: the points are few, this is not.
    salt = models.CharField("Muối", max_length=64, blank=True, editable=False)
    # SHA-256 of the canonical card with its salt, written when it is signed.
    digest = models.CharField("Dấu", max_length=64, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = TextField("Lý do thay phiếu", blank=True)

    class Meta:
        constraints = [
            # Of the cards of one seat for one item, only one replaces none.
            models.UniqueConstraint(
                fields=["item", "seat"], condition=Q(replaces=None), name="card_once"
            ),
            models.CheckConstraint(
                name="card_signed",
                condition=Q(state="OPEN", signed_at=None)
                | Q(state__in=["SIGNED", "ABSTAINED"], signed_at__isnull=False)
                | Q(state="WITHDRAWN"),
            ),
            models.CheckConstraint(
                name="card_sealed_or_open",
                condition=Q(sealed=b"") | Q(salt="", opinion="", stance=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Phiếu của {self.seat} về {self.item.dossier}"
