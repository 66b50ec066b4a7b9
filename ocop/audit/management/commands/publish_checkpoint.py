"""Put what was done since the last checkpoint into the log, and sign it."""

from datetime import UTC, datetime

from django.core.management.base import BaseCommand

from ocop.audit.operations import publish_checkpoint
from ocop.kernel.act import Act


class Command(BaseCommand):
    help = "Publish a signed checkpoint of the ledger; does nothing when nothing is new."

    def handle(self, **options: object) -> None:
        mark = publish_checkpoint(Act(by=None, at=datetime.now(UTC), origin="command"))
        if mark is None:
            self.stdout.write("Sổ chưa có dòng nào nên chưa có mốc.")
        else:
            self.stdout.write(f"Mốc mới nhất: {mark.size} dòng, gốc {mark.root[:16]}.")
