"""Keep the words of a product with their marks beside those without, both padded."""

from typing import Any

from django.db import migrations, models

from ocop.registry.wording import folded, marked


def fold_again(apps: Any, schema_editor: Any) -> None:
    """Fill the search columns of the products that were registered before this change."""
    products = apps.get_model("registry", "Product").objects
    for product in products.select_related("producer", "commune").iterator():
        names = (product.name, product.producer.name, product.commune.full_name)
        product.folded = folded(*names)[:800]
        product.marked = marked(*names)[:1200]
        product.save(update_fields=["folded", "marked"])


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [
        migrations.AlterField(
            "product", "folded", models.CharField(editable=False, max_length=800)
        ),
        migrations.AddField(
            "product",
            "marked",
            models.CharField(default="", editable=False, max_length=1200),
            preserve_default=False,
        ),
        migrations.RunPython(fold_again, migrations.RunPython.noop),
    ]
