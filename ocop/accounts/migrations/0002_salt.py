"""Give every account a salt of its own."""

import secrets

from django.db import migrations, models

import ocop.accounts.models


def fill(apps, schema_editor):
    """Draw one for each account that there is."""
    users = apps.get_model("accounts", "User").objects
    for key in users.filter(salt="").values_list("pk", flat=True):
        users.filter(pk=key).update(salt=secrets.token_hex(16))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="user",
            name="salt",
            field=models.CharField(default="", editable=False, max_length=32, verbose_name="Muối"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="user",
            name="salt",
            field=models.CharField(
                default=ocop.accounts.models.new_salt,
                editable=False,
                max_length=32,
                verbose_name="Muối",
            ),
        ),
    ]
