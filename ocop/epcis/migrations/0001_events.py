"""Events, their indexes, captures and master data; events divided by month, added to only."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ocop.epcis.columns
from ocop.base.partitions import Distribute, PartitionByMonth
from ocop.base.triggers import AppendOnly


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EventName",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "province",
                        "identity",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("province", models.PositiveSmallIntegerField(verbose_name="Tỉnh")),
                ("identity", models.UUIDField(verbose_name="Dấu")),
                ("event", models.BigIntegerField(verbose_name="Sự kiện")),
                ("time", models.DateTimeField(verbose_name="Xảy ra lúc")),
            ],
        ),
        migrations.CreateModel(
            name="Prefixes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.UUIDField(unique=True, verbose_name="Dấu")),
                ("names", models.JSONField(default=dict, verbose_name="Tiền tố")),
            ],
        ),
        migrations.CreateModel(
            name="Capture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="Ghi lúc")),
                (
                    "capture_id",
                    models.CharField(max_length=36, unique=True, verbose_name="Mã lần nạp"),
                ),
                (
                    "behaviour",
                    models.CharField(
                        choices=[
                            ("rollback", "Không nhận tài liệu nào có lỗi"),
                            ("proceed", "Nhận sự kiện đúng, trả lại sự kiện sai"),
                        ],
                        default="rollback",
                        max_length=8,
                        verbose_name="Khi có lỗi",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=80, verbose_name="Khoá")),
                (
                    "party",
                    models.CharField(
                        blank=True, db_index=True, max_length=20, verbose_name="Chủ thể"
                    ),
                ),
                ("province", models.PositiveSmallIntegerField(default=0, verbose_name="Tỉnh")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="Xong lúc")),
                ("success", models.BooleanField(default=False, verbose_name="Nhận đủ")),
                ("events", models.PositiveIntegerField(default=0, verbose_name="Số sự kiện")),
                ("stored", models.PositiveIntegerField(default=0, verbose_name="Số sự kiện mới")),
                ("size", models.PositiveIntegerField(default=0, verbose_name="Cỡ (byte)")),
                ("errors", models.JSONField(default=list, verbose_name="Lỗi")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Element",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="Ghi lúc")),
                ("type", ocop.epcis.columns.UriField(verbose_name="Loại")),
                ("uri", ocop.epcis.columns.UriField(verbose_name="Mã")),
                ("party", models.CharField(blank=True, max_length=20, verbose_name="Chủ thể")),
                ("attributes", models.JSONField(default=dict, verbose_name="Thuộc tính")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("uri", "type", "party"), name="element_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "province",
                        "event",
                        "place",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("province", models.PositiveSmallIntegerField(verbose_name="Tỉnh")),
                ("event", models.BigIntegerField(verbose_name="Sự kiện")),
                ("place", models.PositiveIntegerField(verbose_name="Thứ tự")),
                ("time", models.DateTimeField(verbose_name="Xảy ra lúc")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("field", "Trường mở rộng"),
                            ("field.in", "Trường mở rộng bên trong"),
                            ("ilmd", "Dữ liệu lô"),
                            ("ilmd.in", "Dữ liệu lô bên trong"),
                            ("error", "Trường của báo sai"),
                            ("error.in", "Trường của báo sai bên trong"),
                            ("element", "Cảm biến"),
                            ("element.in", "Cảm biến bên trong"),
                            ("meta", "Thông số cảm biến"),
                            ("meta.in", "Thông số cảm biến bên trong"),
                            ("report", "Số đo"),
                            ("report.in", "Số đo bên trong"),
                            ("btt", "Giao dịch"),
                            ("source", "Nơi giao"),
                            ("dest", "Nơi nhận"),
                            ("set", "Tình trạng được đặt"),
                            ("unset", "Tình trạng được bỏ"),
                            ("fix", "Sự kiện sửa"),
                            ("point", "Trường của điểm ghi"),
                            ("point.in", "Trường của điểm ghi bên trong"),
                            ("loc", "Trường của nơi ở"),
                            ("loc.in", "Trường của nơi ở bên trong"),
                            ("attr", "Thuộc tính"),
                        ],
                        max_length=10,
                        verbose_name="Chỗ",
                    ),
                ),
                ("name", ocop.epcis.columns.UriField(blank=True, verbose_name="Tên")),
                ("text", ocop.epcis.columns.UriField(null=True, verbose_name="Chữ")),
                (
                    "number",
                    models.DecimalField(
                        decimal_places=20, max_digits=50, null=True, verbose_name="Số"
                    ),
                ),
                (
                    "dimension",
                    models.CharField(blank=True, max_length=40, verbose_name="Đại lượng"),
                ),
                ("moment", models.DateTimeField(null=True, verbose_name="Lúc")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "name", "text", "-time"], name="fact_text"),
                    models.Index(
                        condition=models.Q(("number__isnull", False)),
                        fields=["kind", "name", "number"],
                        name="fact_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Thing",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "province",
                        "event",
                        "place",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("province", models.PositiveSmallIntegerField(verbose_name="Tỉnh")),
                ("event", models.BigIntegerField(verbose_name="Sự kiện")),
                ("place", models.PositiveIntegerField(verbose_name="Thứ tự")),
                ("time", models.DateTimeField(verbose_name="Xảy ra lúc")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("epc", "Vật"),
                            ("parent", "Vật chứa"),
                            ("child", "Vật bên trong"),
                            ("input", "Nguyên liệu"),
                            ("output", "Thành phẩm"),
                        ],
                        max_length=6,
                        verbose_name="Vai trò",
                    ),
                ),
                ("is_class", models.BooleanField(verbose_name="Là loại")),
                ("uri", ocop.epcis.columns.UriField(verbose_name="Mã")),
                (
                    "quantity",
                    models.DecimalField(
                        decimal_places=20, max_digits=50, null=True, verbose_name="Số lượng"
                    ),
                ),
                (
                    "dimension",
                    models.CharField(blank=True, max_length=40, verbose_name="Đại lượng"),
                ),
                (
                    "stated",
                    models.DecimalField(
                        decimal_places=20, max_digits=50, null=True, verbose_name="Số lượng ghi"
                    ),
                ),
                ("uom", models.CharField(blank=True, max_length=20, verbose_name="Đơn vị")),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["uri", "-time", "-event", "province", "role", "is_class"],
                        name="thing_uri",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attribute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uri", ocop.epcis.columns.UriField(verbose_name="Mã")),
                ("name", ocop.epcis.columns.UriField(verbose_name="Tên")),
                ("text", ocop.epcis.columns.UriField(verbose_name="Chữ")),
                (
                    "element",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facts",
                        to="epcis.element",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["name", "text", "uri"], name="attribute_text")],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "province",
                        "time",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("province", models.PositiveSmallIntegerField(verbose_name="Tỉnh")),
                ("time", models.DateTimeField(verbose_name="Xảy ra lúc")),
                ("id", models.BigIntegerField(verbose_name="Số")),
                ("event_id", ocop.epcis.columns.UriField(verbose_name="Mã sự kiện")),
                ("type", models.CharField(max_length=20, verbose_name="Loại")),
                ("action", models.CharField(blank=True, max_length=8, verbose_name="Việc")),
                ("zone", models.CharField(max_length=6, verbose_name="Múi giờ")),
                ("recorded_at", models.DateTimeField(verbose_name="Ghi lúc")),
                ("biz_step", ocop.epcis.columns.UriField(blank=True, verbose_name="Bước")),
                ("disposition", ocop.epcis.columns.UriField(blank=True, verbose_name="Tình trạng")),
                ("read_point", ocop.epcis.columns.UriField(blank=True, verbose_name="Điểm ghi")),
                ("biz_location", ocop.epcis.columns.UriField(blank=True, verbose_name="Nơi ở")),
                (
                    "transformation",
                    ocop.epcis.columns.UriField(blank=True, verbose_name="Mã chế biến"),
                ),
                ("declared_at", models.DateTimeField(null=True, verbose_name="Báo sai lúc")),
                ("error_reason", ocop.epcis.columns.UriField(blank=True, verbose_name="Lý do sai")),
                ("party", models.CharField(blank=True, max_length=20, verbose_name="Chủ thể")),
                ("is_public", models.BooleanField(default=False, verbose_name="Công khai")),
                ("digest", models.BinaryField(verbose_name="Dấu")),
                ("document", models.BinaryField(verbose_name="Nội dung")),
                (
                    "capture",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="epcis.capture",
                    ),
                ),
                (
                    "prefixes",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="epcis.prefixes",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["id"], name="event_number"),
                    models.Index(fields=["biz_step", "-time", "-id"], name="event_step"),
                    models.Index(fields=["biz_location", "-time", "-id"], name="event_location"),
                    models.Index(fields=["party", "-time", "-id"], name="event_party"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Within",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("parent", ocop.epcis.columns.UriField(verbose_name="Nơi chứa")),
                ("child", ocop.epcis.columns.UriField(verbose_name="Nơi bên trong")),
                (
                    "element",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inside",
                        to="epcis.element",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["parent", "child"], name="within_parent")],
            },
        ),
        PartitionByMonth("Event", "time"),
        Distribute("Event", "province"),
        Distribute("EventName", "province"),
        Distribute("Thing", "province"),
        Distribute("Fact", "province"),
        AppendOnly("epcis_event"),
        AppendOnly("epcis_eventname"),
        AppendOnly("epcis_thing"),
        AppendOnly("epcis_fact"),
    ]
