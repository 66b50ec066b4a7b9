"""Name people in history by salted digests; nothing was published yet, so digests are made anew."""

import hashlib
import json
from datetime import UTC

from django.conf import settings
from django.db import migrations, models

from ocop.base.triggers import AppendOnly, Loosened


def rewrite(apps, schema_editor):
    """Write each line's people and digest in the new form; what was done stays as it is."""
    people = {
        key: hashlib.sha256(f"{salt}{key}".encode()).hexdigest()
        for key, salt in apps.get_model("accounts", "User").objects.values_list("pk", "salt")
    }
    entries = apps.get_model("audit", "Entry").objects
    for entry in entries.order_by("pk").iterator():
        entry.by_digest = people.get(entry.by_id, "")
        if entry.target_type == "accounts.User" and entry.target_id.isdecimal():
            entry.target_id = people.get(int(entry.target_id), entry.target_id)
        if isinstance(user := entry.facts.get("user"), int):
            entry.facts["user"] = people.get(user, "")
        entry.digest = digest(entry)
        entry.save(update_fields=["by_digest", "target_id", "facts", "digest"])


def digest(entry):
    """Return the hash of the entry's leaf, as it is made on the day of this migration."""
    told = {
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": entry.by_digest or None,
        "facts": entry.facts,
        "origin": entry.origin,
        "target": [entry.target_type, entry.target_id],
        "verb": entry.verb,
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(b"\x00" + text.encode()).hexdigest()


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_append_only"),
        ("accounts", "0002_salt"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        Loosened("audit_entry"),
        migrations.AddField(
            model_name="entry",
            name="by_digest",
            field=models.CharField(
                blank=True, default="", max_length=64, verbose_name="Dấu người làm"
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="entry",
            name="target_id",
            field=models.CharField(max_length=64, verbose_name="Mã dòng"),
        ),
        migrations.RunPython(rewrite, migrations.RunPython.noop),
        AppendOnly("audit_entry"),
    ]
