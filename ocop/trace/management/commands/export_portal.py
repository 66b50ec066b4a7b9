"""Tell the national portal what is new of lots; what happened is printed as JSON."""

import json
from datetime import UTC, date, datetime, time

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ocop.kernel.act import VIETNAM, Act
from ocop.kernel.errors import Refused
from ocop.trace.models import Lot
from ocop.trace.operations import export_lot
from ocop.trace.portal.delivering import deliver_due, queue_touched

EVER = datetime(2000, 1, 1, tzinfo=UTC)


class Command(BaseCommand):
    help = "Queue what lots tell anew, each content once, and send what is due."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--since", type=date.fromisoformat, help="lots touched since YYYY-MM-DD")
        which.add_argument("--all", action="store_true", help="all lots, for new photos and papers")
        which.add_argument("--lot", nargs=2, metavar=("PRODUCT", "LOT"), help="one lot")
        parser.add_argument("--send-only", action="store_true", help="queue nothing, send what is")

    def handle(self, *args: object, **options: object) -> None:
        act = Act(by=None, at=timezone.now(), origin="command")
        queued = 0 if options["send_only"] else self.queued(act, options)
        tally = deliver_due(timezone.now)
        self.stdout.write(json.dumps({"queued": queued, **tally.as_dict()}))

    def queued(self, act: Act, options: dict[str, object]) -> int:
        """Queue what was asked for, and say how many versions."""
        if isinstance(one := options["lot"], list):
            return self.queued_one(act, *one)
        since = options["since"]
        if isinstance(since, date):
            return queue_touched(act, since=datetime.combine(since, time(0), VIETNAM))
        return queue_touched(act, since=EVER if options["all"] else None)

    def queued_one(self, act: Act, product: str, code: str) -> int:
        """Queue one lot, and say in words why not."""
        lot = Lot.objects.filter(product__code=product, code=code.upper()).first()
        if lot is None:
            raise CommandError(f"Sản phẩm {product} không có lô {code}.")
        try:
            export_lot(lot, act)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        return 1
