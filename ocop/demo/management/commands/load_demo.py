"""Load the demo province: Quảng Ninh with real rows, marked samples, and work on every desk."""

from datetime import date, datetime

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ocop.accounts.models import User
from ocop.demo.province import EARLIEST, build
from ocop.demo.reset import empty_database
from ocop.kernel.act import VIETNAM
from ocop.kernel.errors import Refused


class Command(BaseCommand):
    help = "Load the demo province; safe to run any number of times."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="pretend today is YYYY-MM-DD")
        parser.add_argument("--if-empty", action="store_true", help="only where nobody is yet")
        parser.add_argument("--reset", action="store_true", help="empty the database first")

    def handle(self, *, on: date | None, if_empty: bool, reset: bool, **options: object) -> None:
        if on is not None and on < EARLIEST:
            raise CommandError(f"Hãy chọn ngày trình diễn từ {EARLIEST:%d/%m/%Y} trở đi.")
        try:
            if reset:
                empty_database()
            if not (if_empty and User.objects.exists()):
                build(on or max(datetime.now(VIETNAM).date(), EARLIEST), say=self.stdout.write)
        except Refused as refused:
            raise CommandError(str(refused)) from None
