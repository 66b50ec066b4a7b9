"""What documents tell about places, parties and goods, as it was told last."""

from django.db import models

from ocop.base.models import Record
from ocop.epcis.columns import UriField


class Element(Record):
    """Dữ liệu gốc: one place, party or class of goods, as one capturer last described it."""

    # The canonical word of the vocabulary's type, for instance …/BusinessLocation.
    type = UriField("Loại")
    uri = UriField("Mã")
    party = models.CharField("Chủ thể", max_length=20, blank=True)
    # Attribute to value, as told.
    attributes = models.JSONField("Thuộc tính", default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["uri", "type", "party"], name="element_once"),
        ]

    def __str__(self) -> str:
        return self.uri


class Attribute(models.Model):
    """Thuộc tính dữ liệu gốc: one attribute of an element, so that events are found by it."""

    element = models.ForeignKey(Element, models.CASCADE, related_name="facts")
    uri = UriField("Mã")
    name = UriField("Tên")
    text = UriField("Chữ")

    class Meta:
        indexes = [models.Index(fields=["name", "text", "uri"], name="attribute_text")]

    def __str__(self) -> str:
        return f"{self.name}: {self.text}"


class Within(models.Model):
    """Nằm trong: one step of a hierarchy of places, from a place to one inside it."""

    element = models.ForeignKey(Element, models.CASCADE, related_name="inside")
    parent = UriField("Nơi chứa")
    child = UriField("Nơi bên trong")

    class Meta:
        indexes = [models.Index(fields=["parent", "child"], name="within_parent")]

    def __str__(self) -> str:
        return f"{self.child} < {self.parent}"
