"""Keep people's own views of lists, and the reviews of who holds what."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ocop.base.fields


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_salt"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="Ghi lúc")),
                ("done_on", models.DateField(verbose_name="Ngày rà soát")),
                ("confirmed", models.PositiveIntegerField(verbose_name="Số vai trò giữ lại")),
                ("withdrawn", models.PositiveIntegerField(verbose_name="Số vai trò thôi")),
                (
                    "note",
                    ocop.base.fields.LineField(blank=True, max_length=250, verbose_name="Ghi chú"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-done_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="Ghi lúc")),
                ("path", models.CharField(max_length=200, verbose_name="Danh sách")),
                ("name", ocop.base.fields.LineField(max_length=60, verbose_name="Tên")),
                ("query", models.CharField(blank=True, max_length=1000, verbose_name="Bộ lọc")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "path", "name"), name="view_once")
                ],
            },
        ),
    ]
