"""History is added to and never changed; the database itself sees to it."""

from django.db import migrations

from ocop.base.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [AppendOnly("audit_entry")]
