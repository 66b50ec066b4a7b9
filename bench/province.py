"""A province with 36 months of history at the size of a country, grown in bulk over the demo.

The demo gives each list its first rows, through operations; this gives it thousands, by rows. It
grows in two steps, so that what a page asks of few rows and of many can be compared.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

from django.core.management import call_command
from django.db import transaction

from bench import crowds, seasons
from bench.words import KINDS, MANNERS, PLACES, PRODUCERS, SURNAMES
from ocop.accounts.models import User
from ocop.certificates.models import Certificate, Decision, Level, Revocation
from ocop.certificates.queries import fold_number
from ocop.certificates.term import lapse_of
from ocop.cycles.models import Cycle, Round
from ocop.dossiers.models import Dossier
from ocop.kernel.act import VIETNAM
from ocop.places.models import Commune, Province
from ocop.registry.models import Producer, Product, Representative

CODE = "22"
PRODUCERS_IN_ALL, PRODUCTS, PEOPLE, MONTHS = 6_000, 20_000, 1_000, 36
# What the one producer has whose desk is measured.
OWN = 40
STARS = (3,) * 62 + (4,) * 33 + (5,) * 5


@dataclass
class Grown:
    """What the province is made of while it grows."""

    at: datetime
    province: Province
    # One of how many rows is written, and what their codes bear.
    share: int = 1
    mark: str = "B"
    random: Random = field(default_factory=lambda: Random(36))
    communes: list[Commune] = field(default_factory=list)
    producers: list[Producer] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    dossiers: list[Dossier] = field(default_factory=list)

    @property
    def day(self) -> date:
        return self.at.date()

    def of(self, number: int) -> int:
        """Return this step's share of a number."""
        return number // self.share

    def month(self, back: int) -> date:
        """Return the first day of the month so many months ago."""
        months = self.day.year * 12 + self.day.month - 1 - back
        return date(months // 12, months % 12 + 1, 1)

    def moment(self, day: date) -> datetime:
        """Return ten o'clock on ``day``."""
        return datetime.combine(day, time(10), VIETNAM)

    def past(self, days: int = 30 * MONTHS) -> date:
        """Return some day of the last ``days``."""
        return self.day - timedelta(days=self.random.randrange(days))


def begun(var: Path) -> None:
    """Make the database in ``var`` and load the demo into it."""
    (var / "static").mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=StringIO())


@transaction.atomic
def grow(at: datetime, *, share: int = 1, mark: str = "B") -> Grown:
    """Grow the demo by one of ``share`` of what is promised, and return what was added."""
    the = Grown(at.astimezone(VIETNAM), Province.objects.get(code=CODE), share, mark)
    the.communes = list(Commune.objects.standing_on(the.day).filter(province=the.province))
    _rounds(the)
    _producers(the)
    _products(the)
    _certificates(the)
    for step in (*seasons.STEPS, *crowds.STEPS):
        step(the)
    return the


def kept(rows: Sequence[Any]) -> list[Any]:
    """Write the rows, and return them with their keys."""
    return rows[0].__class__.objects.bulk_create(rows, batch_size=400) if rows else []


def made(number: int, row: Callable[[int], Any]) -> list[Any]:
    """Write ``row`` of each number, and return the rows."""
    return kept([row(n) for n in range(number)])


def _rounds(the: Grown) -> None:
    for year in range(the.day.year - MONTHS // 12, the.day.year + 1):
        cycle, _ = Cycle.objects.get_or_create(
            province=the.province, year=year, defaults={"created_at": the.at}
        )
        for number, (cut, end) in enumerate([((4, 30), (6, 30)), ((9, 30), (11, 30))], 1):
            days = {"proposals_until": date(year, *cut), "finish_by": date(year, *end)}
            one, _ = cycle.rounds.get_or_create(
                number=number, defaults={**days, "created_at": the.at}
            )
            the.rounds.append(one)


def _producers(the: Grown) -> None:
    def one(n: int) -> Producer:
        kind, title = the.random.choice(PRODUCERS)
        names = [the.random.choice(SURNAMES) for _ in range(2)]
        row = Producer(
            code=f"CT-{the.mark}{n:05d}", kind=kind, commune=the.random.choice(the.communes),
            name=" ".join([title, *names, the.random.choice(PLACES)]), created_at=the.at,
        )  # fmt: skip
        row.fold_names()
        return row

    the.producers = made(the.of(PRODUCERS_IN_ALL), one)
    people = made(the.of(PEOPLE), lambda n: User(
        username=f"bench-{the.mark}-{n}", full_name=f"Người mẫu {n}", is_sample=True,
        created_at=the.at,
    ))  # fmt: skip
    kept([
        Representative(
            producer=the.producers[n], user=user, appointed_on=the.month(MONTHS), created_at=the.at
        )
        for n, user in enumerate(people)
    ])  # fmt: skip


def _products(the: Grown) -> None:
    own = Representative.objects.filter(user__username="hoa").order_by("pk")[0].producer

    def one(n: int) -> Product:
        kind, set_number = the.random.choice(KINDS)
        producer = own if n < OWN else the.random.choice(the.producers)
        name = f"{kind} {the.random.choice(MANNERS)} {the.random.choice(PLACES)}"
        row = Product(
            code=f"SP-{the.mark}{n:05d}", producer=producer, commune=producer.commune,
            name=name.replace("  ", " "), set_number=set_number, created_at=the.at,
        )  # fmt: skip
        row.fold_names()
        return row

    the.products = made(the.of(PRODUCTS), one)


def _certificates(the: Grown) -> None:
    """Certify nine of ten over four years: a quarter has lapsed; revoke one of a hundred."""
    decisions = made(MONTHS + 12, lambda back: Decision(
        number=f"{back}/QĐ-{the.mark}", kind=Decision.Kind.RECOGNITION, level=Level.PROVINCE,
        province=the.province, signed_on=the.month(back), created_at=the.at,
    ))  # fmt: skip

    def one(product: Product) -> Certificate:
        decision = the.random.choice(decisions)
        number = f"{product.code}/GCN"
        return Certificate(
            number=number, province=the.province, product=product, decision=decision,
            stars=the.random.choice(STARS), level=Level.PROVINCE, issued_on=decision.signed_on,
            lapses_on=lapse_of(decision.signed_on), product_name=product.name,
            holder_name=product.producer.name, folded_number=fold_number(number),
            created_at=the.at,
        )  # fmt: skip

    the.certificates = kept([one(row) for n, row in enumerate(the.products) if n % 10])
    ended = Decision.objects.create(
        number=f"0/QĐ-TH-{the.mark}", kind=Decision.Kind.REVOCATION, level=Level.PROVINCE,
        province=the.province, signed_on=the.day, created_at=the.at,
    )  # fmt: skip
    days = [(certificate, the.past(700)) for certificate in the.certificates[::100]]
    kept([
        Revocation(
            certificate=certificate, decision=ended, ground="b", reason="Không còn đạt.",
            concluded_on=day, effective_on=day, created_at=the.at,
        )
        for certificate, day in days
        if certificate.issued_on < day
    ])  # fmt: skip
