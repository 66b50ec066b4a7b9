"""Make a new key for a province's stamps, each year or when the old one may be known."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.stamps.keys import rotate


class Command(BaseCommand):
    help = "Make a new stamp key for a province; stamps of older keys stay readable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", required=True, help="official code, such as 22")

    def handle(self, *args: object, province: str, **options: object) -> None:
        act = Act(by=None, at=timezone.now(), origin="command")
        try:
            key = rotate(province, act.day.year)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Key {key.id} of province {key.province} for {key.year}.")
