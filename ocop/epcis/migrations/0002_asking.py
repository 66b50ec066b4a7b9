"""Questions that are kept, who is subscribed to them, and what is sent."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ocop.epcis.columns


class Migration(migrations.Migration):
    dependencies = [
        ("epcis", "0001_events"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReleasedToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="Ghi lúc")),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="Dấu")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NamedQuery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="Ghi lúc")),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="Tên")),
                ("body", models.JSONField(default=dict, verbose_name="Câu hỏi")),
                ("names", models.JSONField(default=dict, verbose_name="Tiền tố")),
                ("key", models.CharField(blank=True, max_length=80, verbose_name="Khoá")),
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
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="Ghi lúc")),
                ("subscription_id", models.UUIDField(unique=True, verbose_name="Mã")),
                ("dest", ocop.epcis.columns.UriField(verbose_name="Nơi nhận")),
                ("secret", models.BinaryField(default=b"", verbose_name="Khoá ký")),
                ("schedule", models.JSONField(null=True, verbose_name="Lịch")),
                ("next_at", models.DateTimeField(null=True, verbose_name="Lần tới")),
                (
                    "report_if_empty",
                    models.BooleanField(default=False, verbose_name="Báo cả khi không có"),
                ),
                ("initial_record_time", models.DateTimeField(null=True, verbose_name="Tính từ")),
                ("names", models.CharField(max_length=24, verbose_name="Dạng mã")),
                ("key", models.CharField(blank=True, max_length=80, verbose_name="Khoá")),
                ("reach", models.JSONField(default=dict, verbose_name="Phạm vi")),
                ("seen", models.BigIntegerField(default=0, verbose_name="Đã xem đến")),
                ("asked_at", models.DateTimeField(null=True, verbose_name="Xem lúc")),
                ("notified_at", models.DateTimeField(null=True, verbose_name="Báo lúc")),
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
                (
                    "query",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="epcis.namedquery",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sending",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="Ghi lúc")),
                ("events", models.JSONField(default=list, verbose_name="Sự kiện")),
                ("part", models.PositiveSmallIntegerField(default=0, verbose_name="Mỗi lần")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Chờ gửi"),
                            ("sent", "Đã gửi"),
                            ("given-up", "Đã thôi gửi"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="Trạng thái",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="Số lần thử")),
                ("next_try_at", models.DateTimeField(verbose_name="Thử lúc")),
                ("lease", models.UUIDField(null=True, verbose_name="Người gửi")),
                ("leased_until", models.DateTimeField(null=True, verbose_name="Giữ đến")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="Gửi lúc")),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="Trả lời")),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sendings",
                        to="epcis.subscription",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(fields=["next_at"], name="subscription_next"),
        ),
        migrations.AddIndex(
            model_name="sending",
            index=models.Index(fields=["subscription", "state", "id"], name="sending_waiting"),
        ),
        migrations.AddIndex(
            model_name="sending",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["next_try_at"], name="sending_due"
            ),
        ),
    ]
