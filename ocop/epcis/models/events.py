"""Events as captured, and what each names: added to, never changed (the database refuses it).

Columns hold canonical forms, so that a query finds both ways of writing a name: EPCs and places as
constrained Digital Links on id.gs1.org, words of the vocabulary as ``https://ref.gs1.org/cbv/…``,
names of extensions as whole IRIs, measures in one unit for each dimension.
"""

from django.db import models

from ocop.epcis.columns import DIGITS, PLACES, UriField
from ocop.epcis.models.captures import Capture, Prefixes


class Event(models.Model):
    """Sự kiện truy xuất: one event as it was captured, with the columns that queries ask for.

    Keyed by province and time, so that provinces lie apart and months are partitions. ``id``
    grows in the order in which events became visible: whoever has seen all up to one misses none.
    """

    pk = models.CompositePrimaryKey("province", "time", "id")
    # The number of the province; 0 for what is of no province.
    province = models.PositiveSmallIntegerField("Tỉnh")
    time = models.DateTimeField("Xảy ra lúc")
    id = models.BigIntegerField("Số")
    event_id = UriField("Mã sự kiện")
    type = models.CharField("Loại", max_length=20)
    action = models.CharField("Việc", max_length=8, blank=True)
    zone = models.CharField("Múi giờ", max_length=6)
    recorded_at = models.DateTimeField("Ghi lúc")
    biz_step = UriField("Bước", blank=True)
    disposition = UriField("Tình trạng", blank=True)
    read_point = UriField("Điểm ghi", blank=True)
    biz_location = UriField("Nơi ở", blank=True)
    transformation = UriField("Mã chế biến", blank=True)
    # When it was declared wrong, and why; both empty for an event that stands.
    declared_at = models.DateTimeField("Báo sai lúc", null=True)
    error_reason = UriField("Lý do sai", blank=True)
    # The code of the producer whose event it is.
    party = models.CharField("Chủ thể", max_length=20, blank=True)
    is_public = models.BooleanField("Công khai", default=False)
    capture = models.ForeignKey(
        Capture, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    prefixes = models.ForeignKey(
        Prefixes,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    # The 32 bytes of its CBV 2.0 hash.
    digest = models.BinaryField("Dấu")
    # The event as captured, in JSON; its time of recording and, if need be, its id are columns.
    document = models.BinaryField("Nội dung")

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="event_number"),
            models.Index(fields=["biz_step", "-time", "-id"], name="event_step"),
            models.Index(fields=["biz_location", "-time", "-id"], name="event_location"),
            models.Index(fields=["party", "-time", "-id"], name="event_party"),
            models.Index(fields=["time", "id"], name="event_time"),
            models.Index(fields=["recorded_at", "id"], name="event_recorded"),
            models.Index(fields=["read_point", "-time", "-id"], name="event_point"),
            # What strangers see, whatever they ask.
            models.Index(fields=["id"], condition=models.Q(is_public=True), name="event_public"),
            # Few events have one.
            models.Index(
                fields=["transformation", "-time", "-id"],
                condition=~models.Q(transformation=""),
                name="event_transformation",
            ),
            models.Index(
                fields=["declared_at"],
                condition=models.Q(declared_at__isnull=False),
                name="event_declared",
            ),
        ]

    def __str__(self) -> str:
        return self.event_id


class EventDay(models.Model):
    """Sự kiện của một ngày: how many events of a province happened on a day."""

    # As in an event: 0 for those of no province.
    province = models.PositiveSmallIntegerField("Tỉnh")
    day = models.DateField("Ngày", db_index=True)
    number = models.PositiveBigIntegerField("Số sự kiện")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "day"], name="event_day_once")]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.number}"


class EventName(models.Model):
    """Tên sự kiện: that an event is known, by its id; what makes capturing again harmless."""

    pk = models.CompositePrimaryKey("province", "identity")
    province = models.PositiveSmallIntegerField("Tỉnh")
    # ``columns.identity``: the event's id, and whether it declares that event wrong.
    identity = models.UUIDField("Dấu")
    event = models.BigIntegerField("Sự kiện")
    time = models.DateTimeField("Xảy ra lúc")

    def __str__(self) -> str:
        return str(self.identity)


class Role(models.TextChoices):
    """What a thing is in an event."""

    EPC = "epc", "Vật"
    PARENT = "parent", "Vật chứa"
    CHILD = "child", "Vật bên trong"
    INPUT = "input", "Nguyên liệu"
    OUTPUT = "output", "Thành phẩm"


class Thing(models.Model):
    """Vật của sự kiện: one EPC or class that an event names, in its canonical form.

    All things below one class are one range of ``uri``: a GTIN is the beginning of its lots.
    """

    pk = models.CompositePrimaryKey("province", "event", "place")
    province = models.PositiveSmallIntegerField("Tỉnh")
    event = models.BigIntegerField("Sự kiện")
    place = models.PositiveIntegerField("Thứ tự")
    time = models.DateTimeField("Xảy ra lúc")
    role = models.CharField("Vai trò", max_length=6, choices=Role.choices)
    # Out of a list of quantities, and so a class; else one thing.
    is_class = models.BooleanField("Là loại")
    uri = UriField("Mã")
    # In the unit of its dimension; a unit that we do not know is a dimension of its own.
    quantity = models.DecimalField("Số lượng", max_digits=DIGITS, decimal_places=PLACES, null=True)
    dimension = models.CharField("Đại lượng", max_length=40, blank=True)
    # As the event writes it, whatever its unit.
    stated = models.DecimalField(
        "Số lượng ghi", max_digits=DIGITS, decimal_places=PLACES, null=True
    )
    uom = models.CharField("Đơn vị", max_length=20, blank=True)

    class Meta:
        indexes = [
            # The last three spare a look at the row.
            models.Index(
                fields=["uri", "-time", "-event", "province", "role", "is_class"], name="thing_uri"
            ),
        ]

    def __str__(self) -> str:
        return self.uri


class FactKind(models.TextChoices):
    """Where in an event a fact stands; ``INNER_…`` is anywhere below the top of that place."""

    FIELD = "field", "Trường mở rộng"
    INNER_FIELD = "field.in", "Trường mở rộng bên trong"
    ILMD = "ilmd", "Dữ liệu lô"
    INNER_ILMD = "ilmd.in", "Dữ liệu lô bên trong"
    ERROR = "error", "Trường của báo sai"
    INNER_ERROR = "error.in", "Trường của báo sai bên trong"
    # One for each sensor element, without a name; and its extensions, by their names.
    ELEMENT = "element", "Cảm biến"
    INNER_ELEMENT = "element.in", "Cảm biến bên trong"
    # By the bare name of the attribute (time, deviceID, …) or the IRI of an extension. The text of
    # a measure is as the event writes it; its number is in the unit of its dimension.
    METADATA = "meta", "Thông số cảm biến"
    INNER_METADATA = "meta.in", "Thông số cảm biến bên trong"
    REPORT = "report", "Số đo"
    INNER_REPORT = "report.in", "Số đo bên trong"
    # By the type, canonical; the text is the transaction, the source or the destination.
    TRANSACTION = "btt", "Giao dịch"
    SOURCE = "source", "Nơi giao"
    DESTINATION = "dest", "Nơi nhận"
    # The text is the disposition.
    SET = "set", "Tình trạng được đặt"
    UNSET = "unset", "Tình trạng được bỏ"
    # The text is the id of the event that corrects.
    CORRECTIVE = "fix", "Sự kiện sửa"
    # Extensions inside readPoint and bizLocation, by their names.
    POINT = "point", "Trường của điểm ghi"
    INNER_POINT = "point.in", "Trường của điểm ghi bên trong"
    LOCATION = "loc", "Trường của nơi ở"
    INNER_LOCATION = "loc.in", "Trường của nơi ở bên trong"
    # An attribute of an extension's element, as ``field@attribute``.
    ATTRIBUTE = "attr", "Thuộc tính"


class Fact(models.Model):
    """Dữ kiện của sự kiện: one value that may be asked for, by where it stands and its name.

    The same value stands in each form that it can be read as: its text, a number, a moment.
    A value that holds others has none of them, but is there. Long texts are as ``columns.kept``.
    """

    pk = models.CompositePrimaryKey("province", "event", "place")
    province = models.PositiveSmallIntegerField("Tỉnh")
    event = models.BigIntegerField("Sự kiện")
    place = models.PositiveIntegerField("Thứ tự")
    time = models.DateTimeField("Xảy ra lúc")
    kind = models.CharField("Chỗ", max_length=10, choices=FactKind.choices)
    name = UriField("Tên", blank=True)
    text = UriField("Chữ", null=True)  # type: ignore[misc]
    # Of a measure with a unit, in the unit of its dimension.
    number = models.DecimalField("Số", max_digits=DIGITS, decimal_places=PLACES, null=True)
    dimension = models.CharField("Đại lượng", max_length=40, blank=True)
    moment = models.DateTimeField("Lúc", null=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "name", "text", "-time"], name="fact_text"),
            models.Index(
                fields=["kind", "name", "number"],
                condition=models.Q(number__isnull=False),
                name="fact_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text}"
