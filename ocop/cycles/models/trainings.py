"""Training and advice, and who came."""

from django.db import models
from django.db.models import F, Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.cycles.calendar import STEPS
from ocop.cycles.models.cycles import Cycle
from ocop.places.models import Commune
from ocop.registry.models import Producer


class Training(Record):
    """Tập huấn, tư vấn: an event of the year for producers of some communes, or of all."""

    class Kind(models.TextChoices):
        TRAINING = "training", "Tập huấn"
        ADVICE = "advice", "Tư vấn tại chỗ"
        MEETING = "meeting", "Hội nghị tuyên truyền"
        VISIT = "visit", "Tham quan, học tập"

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="+")
    # The commune that holds it; empty when the province does.
    host = models.ForeignKey(Commune, models.PROTECT, null=True, related_name="+")
    kind = models.CharField("Loại", max_length=8, choices=Kind.choices)
    title = LineField("Tên", max_length=250)
    step = models.PositiveSmallIntegerField("Phục vụ bước", choices=STEPS)
    starts_on = models.DateField("Từ ngày")
    ends_on = models.DateField("Đến hết ngày")
    place = LineField("Nơi tổ chức", max_length=250)
    organiser = LineField("Đơn vị tổ chức", max_length=250)
    content = TextField("Nội dung", blank=True)
    # For whom it is held; none named means every commune of the province, or the host's.
    communes = models.ManyToManyField(Commune, related_name="+")
    cancelled_on = models.DateField("Hủy ngày", null=True, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="training_order")
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(Record):
    """Người tham dự: somebody of a producer's at a training.

    Of a person only the name is kept, because the list of those present is signed by name: no
    sex, age, ethnicity, address or telephone.
    """

    training = models.ForeignKey(Training, models.PROTECT, related_name="attendances")
    name = LineField("Họ và tên", max_length=120)
    # Known in the registry, or as written on the list.
    producer = models.ForeignKey(Producer, models.PROTECT, null=True, related_name="+")
    producer_name = LineField("Chủ thể", max_length=200, blank=True)
    is_present = models.BooleanField("Có mặt", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["training", "name", "producer_name"], name="attendance_once"
            )
        ]

    def __str__(self) -> str:
        return f"Một người dự {self.training}"
