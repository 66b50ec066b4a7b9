"""Load ruleset files: the law as data."""

from datetime import UTC, datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.rulesets.models import Criterion
from ocop.rulesets.operations import load_ruleset


class Command(BaseCommand):
    help = "Load ruleset files (YAML); a file that was loaded before changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)

    def handle(self, *, files: list[Path], **options: object) -> None:
        act = Act(by=None, at=datetime.now(UTC), origin="command")
        for file in files:
            try:
                ruleset = load_ruleset(act, path=file)
            except Refused as refused:
                raise CommandError(f"{file.name}: {refused}") from None
            criteria = Criterion.objects.filter(rubric__ruleset=ruleset).count()
            self.stdout.write(
                f"{ruleset.code}: Quyết định {ruleset.number}, {ruleset.rubrics.count()} bộ, "
                f"{criteria} tiêu chí."
            )
