"""Name people in history by salted digests; nothing was published yet, so digests are made anew."""

import hashlib
import json
from datetime import UTC

from django.conf import settings
from django.db import migrations, models

from ocop.base.triggers import AppendOnly, Loosened


def rewrite(apps, schema_editor):
    """Write each line's people and digest in the new form; what was done stays as it is."""
    people = digests(apps)
    for entry in apps.get_model("audit", "Entry").objects.order_by("pk").iterator():
        entry.by_digest = people.get(entry.by_id, "")
        if entry.target_type == "accounts.User" and entry.target_id.isdecimal():
            entry.target_id = people[int(entry.target_id)]
        if isinstance(user := entry.facts.get("user"), int):
            entry.facts["user"] = people[user]
        told = document(entry, by=entry.by_digest or None) | {"origin": entry.origin}
        entry.digest = hashlib.sha256(b"\x00" + spelled(told)).hexdigest()
        entry.save(update_fields=["by_digest", "target_id", "facts", "digest"])


def restore(apps, schema_editor):
    """Write each line as it was before: people by the keys of their accounts."""
    keys = {told: key for key, told in digests(apps).items()}
    for entry in apps.get_model("audit", "Entry").objects.order_by("pk").iterator():
        if entry.target_type == "accounts.User":
            entry.target_id = str(keys.get(entry.target_id, ""))
        if "user" in entry.facts:
            entry.facts["user"] = keys.get(entry.facts["user"])
        entry.digest = hashlib.sha256(spelled(document(entry, by=entry.by_id))).hexdigest()
        entry.save(update_fields=["target_id", "facts", "digest"])


def digests(apps):
    """Return what stands for each person, by the key of their account."""
    users = apps.get_model("accounts", "User").objects
    return {
        key: hashlib.sha256(f"{salt}{key}".encode()).hexdigest()
        for key, salt in users.values_list("pk", "salt")
    }


def document(entry, by):
    """Return what both forms of the digest are made of."""
    return {
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": by,
        "facts": entry.facts,
        "target": [entry.target_type, entry.target_id],
        "verb": entry.verb,
    }


def spelled(told):
    """Return the canonical JSON, as it is spelled on the day of this migration."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


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
        migrations.RunPython(rewrite, restore),
        AppendOnly("audit_entry"),
    ]
