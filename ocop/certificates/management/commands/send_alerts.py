"""Each morning: tell of the certificates that have come to 180, 150, 120, 90, 30 or 0 days."""

from datetime import date, datetime, time

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ocop.certificates.operations import send_alerts
from ocop.kernel.act import VIETNAM, Act


class Command(BaseCommand):
    help = "Tell producer, commune and province which certificates lapse; each is told once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="pretend today is YYYY-MM-DD")

    def handle(self, *, on: date | None, **options: object) -> None:
        at = datetime.combine(on, time(8), VIETNAM) if on else timezone.now()
        sent = send_alerts(Act(by=None, at=at, origin="timer"))
        self.stdout.write(
            f"Đã báo {sent.notices} lượt về {sent.certificates} giấy chứng nhận sắp hết hạn."
        )
