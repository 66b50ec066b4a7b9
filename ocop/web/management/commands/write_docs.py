"""Write the documents that the code tells about itself."""

from django.conf import settings
from django.core.management.base import BaseCommand

from ocop.web.handbook import PAGES


class Command(BaseCommand):
    help = "Write docs/flows.md and docs/permissions.md; safe to run any number of times."

    def handle(self, **options):
        for name, page in PAGES.items():
            (settings.BASE_DIR / "docs" / name).write_text(page(), "utf-8")
            self.stdout.write(f"docs/{name}")
