"""Copy the spools of scans into the table; what the running site does each second."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from ocop.kernel.act import Act
from ocop.scans.copying import copy_spools


class Command(BaseCommand):
    help = "Copy the spools of scans into the table, each scan exactly once."

    def handle(self, **options: object) -> None:
        copied = copy_spools(Act(by=None, at=timezone.now(), origin="command"))
        self.stdout.write(f"Đã chép {copied} lượt quét.")
