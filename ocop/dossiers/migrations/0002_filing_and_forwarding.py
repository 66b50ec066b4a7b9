"""A slip number is used once, what is past a draft was filed, and the ministry's dossiers show."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("dossiers", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="dossier",
            name="forwarded",
            field=models.BooleanField(default=False, verbose_name="Trình trung ương"),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.UniqueConstraint(
                condition=models.Q(("slip_no", ""), _negated=True),
                fields=("slip_no",),
                name="dossier_slip_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["DRAFT", "WITHDRAWN"]),
                    ("submitted_at__isnull", False),
                    _connector="OR",
                ),
                name="dossier_filed",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(("forwarded", False), ("state", "DECIDED"), _connector="OR"),
                name="dossier_forwarded",
            ),
        ),
    ]
