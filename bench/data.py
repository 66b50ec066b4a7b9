"""A country of 20,000 products with certificates, written in bulk: a bench, not the domain."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from random import Random

from django.core.management import call_command
from django.utils import timezone

from bench.words import KINDS, MANNERS, PLACES, PRODUCERS, SURNAMES
from ocop.audit.operations import record
from ocop.certificates.models import Certificate, Decision, Level
from ocop.certificates.queries import fold_number
from ocop.certificates.term import lapse_of
from ocop.kernel.act import Act
from ocop.places.models import Commune, Province
from ocop.places.operations import load_places
from ocop.places.packaged import packaged_places
from ocop.registry.models import Producer, Product, Story
from ocop.registry.verbs import Verb

RULESET = Path(__file__).parent.parent / "ocop" / "rulesets" / "data" / "qd26-2026.yaml"
PRODUCTS = 20_000
PRODUCERS_IN_ALL = 6_000
COMMUNES_A_PROVINCE = 60
# Of a hundred certificates, how many bear which star; the rest of the products bear none.
STARS = (3,) * 62 + (4,) * 33 + (5,) * 5
STORY = "Người trồng hái tay từ sáng sớm, phơi trên giàn tre và đóng gói ngay tại xã. " * 6


def prepared(var: Path) -> Act:
    """Make the database in ``var``, fill it, and return the act under which that was done."""
    (var / "static").mkdir()
    call_command("migrate", verbosity=0)
    call_command("load_ruleset", str(RULESET), stdout=StringIO())
    act = Act(by=None, at=timezone.now(), origin="bench")
    fill(act)
    return act


def fill(act: Act, products: int = PRODUCTS) -> None:
    """Write a country of ``products``, nine of ten with a certificate in force."""
    random = Random(26)
    load_places(act, data=packaged_places())
    makers = _producers(random, act, _communes(act))
    made = _products(random, act, makers, products)
    _certificates(random, act, made)
    Story.objects.bulk_create(
        [Story(product=product, text=STORY, told_at=act.at, created_at=act.at) for product in made],
        batch_size=500,
    )
    record(act, Verb.PRODUCT_REGISTERED, made[-1], bench=products)


def _communes(act: Act) -> list[Commune]:
    """Return communes of all provinces, made up outside the one whose communes are known."""
    for province in Province.objects.order_by("pk"):
        if Commune.objects.filter(province=province).exists():
            continue
        communes = []
        for n in range(COMMUNES_A_PROVINCE):
            name = f"{PLACES[n % len(PLACES)]} {n // len(PLACES) + 1}"
            communes.append(
                Commune(
                    code=f"{province.code}{n:03d}", province=province, name=name,
                    full_name=f"Xã {name}", kind=Commune.Kind.COMMUNE, valid_from=act.day,
                )
            )  # fmt: skip
            communes[-1].fold_names()
        Commune.objects.bulk_create(communes, ignore_conflicts=True)
    return list(Commune.objects.all())


def _producers(random: Random, act: Act, communes: list[Commune]) -> list[Producer]:
    rows = []
    for n in range(PRODUCERS_IN_ALL):
        kind, title = random.choice(PRODUCERS)
        name = (
            f"{title} {random.choice(SURNAMES)} {random.choice(SURNAMES)} {random.choice(PLACES)}"
        )
        row = Producer(
            code=f"CT-{n:05d}", kind=kind, name=name, commune=random.choice(communes),
            created_at=act.at,
        )  # fmt: skip
        row.fold_names()
        rows.append(row)
    return Producer.objects.bulk_create(rows, batch_size=500)


def _products(random: Random, act: Act, makers: list[Producer], number: int) -> list[Product]:
    rows = []
    for n in range(number):
        kind, set_number = random.choice(KINDS)
        producer = random.choice(makers)
        name = f"{kind} {random.choice(MANNERS)} {random.choice(PLACES)}".replace("  ", " ")
        row = Product(
            code=f"SP-{n:05d}", producer=producer, commune=producer.commune, name=name,
            set_number=set_number, created_at=act.at,
        )  # fmt: skip
        row.fold_names()
        rows.append(row)
    return Product.objects.bulk_create(rows, batch_size=500)


def _certificates(random: Random, act: Act, products: list[Product]) -> None:
    province = Province.objects.order_by("pk")[0]
    signed = act.day - timedelta(days=1000)
    decision = Decision.objects.create(
        number="01/QĐ-UBND", kind=Decision.Kind.RECOGNITION, level=Level.PROVINCE,
        province=province, signed_on=signed, created_at=act.at,
    )  # fmt: skip
    rows = []
    for n, product in enumerate(products):
        if n % 10 == 9:
            continue
        number = f"{n:05d}/GCN-OCOP"
        issued = act.day - timedelta(days=random.randrange(1000))
        rows.append(
            Certificate(
                number=number, province=province, product=product, decision=decision,
                stars=random.choice(STARS), level=Level.PROVINCE, issued_on=issued,
                lapses_on=lapse_of(issued), product_name=product.name,
                holder_name=product.producer.name, folded_number=fold_number(number),
                created_at=act.at,
            )
        )  # fmt: skip
    Certificate.objects.bulk_create(rows, batch_size=500)
