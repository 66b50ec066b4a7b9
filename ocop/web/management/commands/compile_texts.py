"""After a translation was edited: compile every catalog that the site reads."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from ocop.web.catalogs import compiled


class Command(BaseCommand):
    help = "Compile ocop/locale/*/LC_MESSAGES/*.po to .mo; safe to run any number of times."

    def handle(self, **options: object) -> None:
        for folder in settings.LOCALE_PATHS:
            for po in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                po.with_suffix(".mo").write_bytes(compiled(po))
                self.stdout.write(f"{po.parent.parent.name}/{po.stem}")
