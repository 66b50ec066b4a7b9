"""Make a key of our own with its root, for trying signatures out; nobody else trusts it."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from ocop.documents.signing.tester import PASSWORD, make_test_signer


class Command(BaseCommand):
    help = "Write ky-so.p12 and goc.pem for trying signatures out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: object, folder: Path, **options: object) -> None:
        p12, root = make_test_signer(folder, timezone.now())
        self.stdout.write(f"OCOP_SIGNING_P12={p12}")
        self.stdout.write(f"OCOP_SIGNING_PASSWORD={PASSWORD}")
        self.stdout.write(f"OCOP_SIGNING_ROOTS={root}")
