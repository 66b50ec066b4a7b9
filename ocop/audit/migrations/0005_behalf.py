"""Let a line say for which producer it was done; what was written before stays as it is."""

from django.db import migrations, models

from ocop.base.triggers import AppendOnly, Loosened


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_ledger")]
    operations = [
        Loosened("audit_entry"),
        migrations.AddField(
            model_name="entry",
            name="behalf",
            field=models.CharField(
                blank=True, db_index=True, default="", max_length=20, verbose_name="Làm thay"
            ),
            preserve_default=False,
        ),
        AppendOnly("audit_entry"),
    ]
