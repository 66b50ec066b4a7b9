"""Forget scans that are older than they are kept; what was counted of them stays."""

from datetime import date

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ocop.kernel.act import Act
from ocop.scans.tallies import forget, kept_since


class Command(BaseCommand):
    help = "Take away scans of months that ended more than twelve months ago."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say from which day on")

    def handle(self, *, dry_run: bool, **options: object) -> None:
        act = Act(by=None, at=timezone.now(), origin="command")
        since: date = kept_since(act.day)
        gone = 0 if dry_run else forget(act)
        self.stdout.write(f"Giữ lượt quét từ {since:%d/%m/%Y}; đã bỏ {gone} lượt cũ hơn.")
