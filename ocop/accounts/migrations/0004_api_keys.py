"""Keys by which programs are known."""

import django.db.models.deletion
from django.db import migrations, models

import ocop.base.fields


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_views_and_reviews"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="Ghi lúc")),
                ("name", ocop.base.fields.LineField(max_length=80, verbose_name="Tên")),
                (
                    "digest",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="Dấu"
                    ),
                ),
                ("head", models.CharField(max_length=16, verbose_name="Đầu khoá")),
                ("scopes", models.JSONField(default=list, verbose_name="Quyền")),
                (
                    "party",
                    models.CharField(
                        blank=True, db_index=True, max_length=20, verbose_name="Chủ thể"
                    ),
                ),
                (
                    "expires_on",
                    models.DateField(blank=True, null=True, verbose_name="Hết hạn sau ngày"),
                ),
                (
                    "revoked_on",
                    models.DateField(blank=True, null=True, verbose_name="Thu hồi ngày"),
                ),
                ("used_on", models.DateField(blank=True, null=True, verbose_name="Dùng gần nhất")),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.province",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
