"""Try the rules of copies on a simulated set, and print what they find and what they miss."""

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ocop.scans.copies import rules_on
from ocop.scans.trial import tried


class Command(BaseCommand):
    help = "Print precision and recall of the rules of copies on a simulated set."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stamps", type=int, default=100_000)
        parser.add_argument("--copied", type=int, default=5, help="copied stamps of a thousand")
        parser.add_argument("--seed", type=int, default=2026)

    def handle(self, *, stamps: int, copied: int, seed: int, **options: object) -> None:
        rules = rules_on(timezone.localdate())
        result = tried(rules, stamps=stamps, copied_of_thousand=copied, seed=seed)
        scanned = result.found + result.missed + result.wrongly + result.quiet
        self.stdout.write(
            f"Mô phỏng {stamps} tem, {copied}‰ bị sao chép, hạt {seed}: "
            f"{scanned} tem có lượt quét, "
            f"trong đó {result.found + result.missed} bị sao chép.\n"
            f"precision {result.precision:.3f}  recall {result.recall:.3f}\n"
            f"đúng {result.found}, sót {result.missed}, nhầm {result.wrongly}"
        )
        for name, count in result.by_rule.most_common():
            self.stdout.write(f"  {name.lower():<9} {count}")
