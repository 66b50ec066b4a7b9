"""The log over history: leaves, subtrees and checkpoints, added to and never changed."""

import django.db.models.deletion
from django.db import migrations, models

from ocop.base.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_people_as_digests"),
    ]

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "size",
                    models.BigIntegerField(
                        primary_key=True, serialize=False, verbose_name="Số dòng"
                    ),
                ),
                ("root", models.CharField(max_length=64, verbose_name="Gốc")),
                ("note", models.TextField(verbose_name="Bản ký")),
                ("key", models.CharField(max_length=300, verbose_name="Khoá công khai")),
                ("at", models.DateTimeField(verbose_name="Lúc")),
            ],
            options={
                "ordering": ["-size"],
            },
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                (
                    "index",
                    models.BigIntegerField(
                        primary_key=True, serialize=False, verbose_name="Vị trí"
                    ),
                ),
                ("hash", models.CharField(db_index=True, max_length=64, verbose_name="Dấu")),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leaf",
                        to="audit.entry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TreeNode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="Tầng")),
                ("index", models.BigIntegerField(verbose_name="Vị trí")),
                ("hash", models.CharField(max_length=64, verbose_name="Dấu")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("level", "index"), name="node_once")
                ],
            },
        ),
        AppendOnly("audit_leaf"),
        AppendOnly("audit_treenode"),
        AppendOnly("audit_checkpoint"),
    ]
