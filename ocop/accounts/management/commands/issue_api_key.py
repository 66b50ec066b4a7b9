"""Issue a key for a program; the key itself is the last line, and is never shown again."""

from argparse import ArgumentParser
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ocop.accounts.models import Scope
from ocop.accounts.operations import issue_key
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Province


class Command(BaseCommand):
    help = "Issue an API key with all scopes of EPCIS, or those named; its secret is printed last."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="which program holds it")
        parser.add_argument("--scope", action="append", choices=Scope.values, default=[])
        parser.add_argument("--producer", default="", help="code of the producer it acts for")
        parser.add_argument("--province", default="", help="code of the province it acts for")
        parser.add_argument("--until", type=date.fromisoformat, help="its last day, YYYY-MM-DD")

    def handle(self, *, name: str, scope: list[str], **options: object) -> None:
        act = Act(by=None, at=timezone.now(), origin="command")
        until = options["until"]
        try:
            key, secret = issue_key(
                act,
                name=name,
                scopes=[Scope(one) for one in scope] or list(Scope),
                party=str(options["producer"]),
                province=self.province(str(options["province"])),
                expires_on=until if isinstance(until, date) else None,
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{key.name}: {', '.join(key.scopes)}")
        self.stdout.write(secret)

    def province(self, code: str) -> Province | None:
        """Return the province of a code; refused when there is none."""
        if not code:
            return None
        found = Province.objects.filter(code=code).first()
        if found is None:
            raise CommandError(f"Không có tỉnh nào mang mã {code}.")
        return found
