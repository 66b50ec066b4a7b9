"""Let a producer delegate to a relative or to the officer of its commune."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ocop.base.fields


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0003_paper_vault"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="Ghi lúc")),
                (
                    "role",
                    models.CharField(
                        choices=[("relative", "Người thân, người làm"), ("officer", "Cán bộ xã")],
                        max_length=10,
                        verbose_name="Là",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("dossiers", "Hồ sơ"),
                            ("papers", "Giấy tờ, ảnh, thông tin"),
                            ("all", "Tất cả"),
                        ],
                        max_length=10,
                        verbose_name="Việc được làm",
                    ),
                ),
                (
                    "may_file",
                    models.BooleanField(default=False, verbose_name="Được nộp và rút hồ sơ"),
                ),
                (
                    "consent",
                    ocop.base.fields.LineField(
                        blank=True, max_length=200, verbose_name="Chủ thể đồng ý bằng cách nào"
                    ),
                ),
                ("given_on", models.DateField(verbose_name="Từ ngày")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Đến hết ngày")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Thôi từ ngày")),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="registry.producer",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("producer", "user"),
                        name="delegation_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("given_on")), _connector="OR"
                        ),
                        name="delegation_days",
                    ),
                ],
            },
        ),
    ]
