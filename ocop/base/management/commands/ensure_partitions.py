"""Make the coming months' pieces of the big tables, and empty the default pieces into them."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from ocop.base.partitions import ensure_partitions
from ocop.kernel.act import VIETNAM


class Command(BaseCommand):
    help = "Make the coming months' pieces of the big tables on PostgreSQL; safe to run again."

    def handle(self, **options: object) -> None:
        for name in ensure_partitions(timezone.now().astimezone(VIETNAM).date()):
            self.stdout.write(name)
