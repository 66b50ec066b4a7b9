"""Scans: the door against a bare answer and the usual view, and spools against one bulk COPY."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from bench.data import fill
from bench.figure import Figure, in_rounds, interleaved, ratio
from bench.load import MANY, rate
from bench.servers import ask, granian
from ocop.kernel.act import Act
from ocop.places.models import Province
from ocop.registry.models import Product
from ocop.scans import copying, spool
from ocop.scans.models import Scan, Spooled
from ocop.stamps.flow import BatchState, OrderState
from ocop.stamps.keys import key_for
from ocop.stamps.links import about_of
from ocop.stamps.models import Batch, Order, Span
from ocop.stamps.serials import serial_of
from ocop.trace.models import Lot

SITE = "ocop.wsgi:application"
STAMPS = 1_000_000
SCANNED = 2_000
VISITORS = 499
ROWS = 1_000_000
# As many as ``bin/run`` starts.
WORKERS = min(os.cpu_count() or 1, 4)
# Another database needs settings of its own, and they are read once.
APART = "import django; django.setup(); from bench import scan; scan.main()"
BROWSER = {
    "User-Agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "vi-VN,vi;q=0.9,en;q=0.8",
}


def figures(var: Path) -> Iterator[Figure]:
    """Measure the door and the copier on a PostgreSQL of our own, in a process of its own."""
    from tests import postgres

    with postgres.running() as url:
        environ = {**os.environ, "DATABASE_URL": url, "OCOP_VAR": str(var / "scan")}
        command = [sys.executable, "-c", APART]
        told = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE, text=True)
    for line in told.stdout.splitlines():
        name, value, at_least = line.split("\t")
        yield Figure(name, float(value), at_least=float(at_least) if at_least else None)


def main() -> None:
    """Fill the database, and print each figure with its goal."""
    call_command("migrate", verbosity=0)
    act = Act(by=None, at=timezone.now(), origin="bench")
    fill(act, products=60)
    batch = stamped(act)
    for name, value, at_least in [*doors(batch), *copied(batch, act), *kept(batch)]:
        print(f"{name}\t{value}\t{at_least}", flush=True)


def stamped(act: Act) -> Batch:
    """Give one product of the country a batch of a million stamps on goods."""
    product = Product.objects.select_related("commune__province").order_by("pk").first()
    assert product is not None
    key = key_for(product.commune.province.code, act.day.year)
    made = {"created_at": act.at}
    day = act.day - timedelta(days=30)
    lot = Lot.objects.create(product=product, code="L01", made_on=day, units=STAMPS, **made)
    order = Order.objects.create(
        code="DT-1", lot=lot, count=STAMPS, state=OrderState.APPROVED, **made
    )
    batch = Batch.objects.create(
        order=order, lot=lot, product=product, key=key.id, number=1,
        about=about_of(None, product.code), first=1, last=STAMPS,
        state=BatchState.HANDED_OVER, **made,
    )  # fmt: skip
    Span.objects.create(batch=batch, kind=Span.Kind.ACTIVE, first=1, last=STAMPS, **made)
    return batch


def doors(batch: Batch) -> Iterator[tuple[str, float, str]]:
    """Ask for the pages of two thousand stamps, by many telephones."""
    key = key_for(batch.product.commune.province.code, timezone.localdate().year)
    paths = [
        f"/{batch.about}/{serial_of(key, batch.number, 1 + number * 7, batch.about)}"
        for number in range(SCANNED)
    ]
    visitors = [f"10.{number % 7}.{number // 256}.{number % 256}" for number in range(VISITORS)]
    with ExitStack() as servers:
        environ = {"OCOP_VAR": os.environ["OCOP_VAR"], "OCOP_PROXIES": "1"}
        bare = servers.enter_context(granian("bench.hello:application", WORKERS))
        ours = servers.enter_context(granian(SITE, WORKERS, **environ))
        usual = servers.enter_context(granian("bench.conventional:application", WORKERS, **environ))
        for port in (ours, usual):
            ask(port, paths[0])
        taken = in_rounds(
            {
                "bare": lambda: rate(bare, ["/"], MANY, BROWSER),
                "door": lambda: rate(ours, paths, MANY, BROWSER, visitors),
                "usual": lambda: rate(usual, paths, MANY, BROWSER),
            },
            rounds=9,
        )
    print({name: round(median(values)) for name, values in taken.items()}, file=sys.stderr)
    yield "scan door, rules and spool / bare answer", ratio(taken, "door", "bare"), "0.5"
    yield "scan door / view with SELECT and INSERT", ratio(taken, "door", "usual"), "15"


def copied(batch: Batch, act: Act) -> Iterator[tuple[str, float, str]]:
    """Copy a million spooled scans, beside one COPY of the same lines into the same table."""
    lines = b"".join(spooled(batch))
    home = spool.folder()

    def emptied() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {Scan._meta.db_table}")
        Spooled.objects.all().delete()
        for path in home.glob("*"):
            path.unlink()

    def by_spool() -> float:
        emptied()
        home.mkdir(parents=True, exist_ok=True)
        (home / f"{spool.machine()}-1-1{spool.ENDING}").write_bytes(lines)
        begun = time.perf_counter()
        assert copying.copy_spools(act) == ROWS
        return ROWS / (time.perf_counter() - begun)

    def at_once() -> float:
        emptied()
        names = ", ".join(copying.COLUMNS)
        begun = time.perf_counter()
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {Scan._meta.db_table} ({names}) FROM STDIN") as copy,
        ):
            copy.write(lines)
        return ROWS / (time.perf_counter() - begun)

    per_second = interleaved({"at once": at_once, "spool": by_spool}, rounds=3)
    ratio = per_second["spool"] / per_second["at once"]
    print({name: round(value) for name, value in per_second.items()}, file=sys.stderr)
    yield "spooled scans to table / one bulk COPY of them", ratio, "0.7"


def spooled(batch: Batch) -> Iterator[bytes]:
    """Yield the lines of a million scans, as the door writes them."""
    begun = timezone.now().replace(microsecond=0)
    province = Province.objects.get(pk=batch.product.commune.province_id)
    for number in range(ROWS):
        at = f"{begun + timedelta(milliseconds=number):%Y-%m-%d %H:%M:%S}.{number % 1000:03d}000+00"
        counter = number * 7919 % STAMPS + 1
        yield (
            f"{number}\t{province.pk}\t{at}\t{batch.product_id}\t{batch.pk}\t{counter}\t1"
            f"\t{number % 65536:016x}\t22\t0\n"
        ).encode()


def kept(batch: Batch) -> Iterator[tuple[str, float, str]]:
    """Count the rows that a million stamps have before anybody scans one, beside their batch's."""
    rows = Scan.objects.exclude(batch=batch).count()
    yield "rows in the database for each unscanned stamp", rows / STAMPS, ""
