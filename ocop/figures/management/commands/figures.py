"""Print the programme's figures as of a day, for whoever wants to check or to reuse them."""

import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ocop.figures.definitions import figures
from ocop.figures.scope import Scope
from ocop.kernel.act import VIETNAM
from ocop.places.models import Commune, Province


class Command(BaseCommand):
    help = "Print the figures of the programme as a JSON list."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", metavar="DATE", help="a day, as 2026-10-05 (today)")
        parser.add_argument("--since", metavar="DATE", help="first day of the period (1 January)")
        parser.add_argument("--province", metavar="CODE", help="two digits (the whole country)")
        parser.add_argument("--commune", metavar="CODE", help="five digits")

    def handle(
        self,
        *,
        as_of: str | None,
        since: str | None,
        province: str | None,
        commune: str | None,
        **options: object,
    ) -> None:
        """Print them; refused for what is no day, or no place."""
        day = _day(as_of) if as_of else timezone.now().astimezone(VIETNAM).date()
        begin = _day(since) if since else date(day.year, 1, 1)
        if begin > day:
            raise CommandError(f"{begin} is after {day}: a period begins before it ends.")
        scope = Scope(
            day,
            begin,
            province=_key(Province, province),
            commune=_key(Commune, commune),
        )
        told = [figure.as_json() for figure in figures(scope)]
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is no day; write it as 2026-10-05.") from error


def _key(kind: type[Province] | type[Commune], code: str | None) -> int | None:
    if code is None:
        return None
    found = kind.objects.filter(code=code).first()
    if found is None:
        raise CommandError(f"No place has the code {code!r}.")
    return found.pk
