"""What was handed to the national traceability portal."""

from django.db import models

from ocop.base.fields import LineField
from ocop.base.models import Record
from ocop.places.models import Province


class PortalDelivery(Record):
    """Lần chuyển dữ liệu: which lots went to the portal, by which way, as which bytes."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="+")
    adapter = models.CharField("Cách chuyển", max_length=20)
    since = models.DateField("Lô làm từ ngày")
    until = models.DateField("Đến hết ngày")
    lots = models.PositiveIntegerField("Số lô")
    key = models.CharField("Tệp", max_length=64)
    digest = models.CharField("Dấu SHA-256", max_length=64)
    place = LineField("Nơi để tệp", max_length=250, blank=True)

    def __str__(self) -> str:
        return f"{self.since:%d/%m/%Y} – {self.until:%d/%m/%Y}"
