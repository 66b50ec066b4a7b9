"""Send the notices that are due by e-mail, SMS and Zalo; run each minute."""

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ocop.notices.delivering import BATCH, deliver_due


class Command(BaseCommand):
    help = "Send what is due; safe to run at any time, twice at once, and to kill."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=BATCH, help="how many at most")

    def handle(self, *, limit: int, **options: object) -> None:
        tally = deliver_due(timezone.now, limit=limit)
        self.stdout.write(
            f"Đã gửi {tally.sent}; chưa gửi được, sẽ thử lại {tally.failed}; "
            f"thôi gửi {tally.given_up}."
        )
