"""Public pages against the bare answer of the same server."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.data import prepared
from bench.figure import Figure, interleaved
from bench.load import FEW, rate
from bench.questions import paths
from bench.servers import ask, granian

PRODUCT = "/san-pham/SP-00001/"
SITE = "ocop.wsgi:application"


def figures(var: Path) -> Iterator[Figure]:
    """Measure the product page and the catalogue, kept and rendered anew each time."""
    prepared(var)
    searches = paths()
    with ExitStack() as servers:
        site = {"OCOP_VAR": str(var), "DATABASE_URL": ""}
        bare = servers.enter_context(granian("bench.hello:application"))
        kept = servers.enter_context(granian(SITE, **site))
        anew = servers.enter_context(granian(SITE, **site, OCOP_KEPT_PAGES_MB="0"))
        for path in [PRODUCT, *dict.fromkeys(searches)]:
            ask(kept, path)
        per_second = interleaved(
            {
                "bare": lambda: rate(bare, ["/"]),
                "product": lambda: rate(kept, [PRODUCT]),
                "search": lambda: rate(kept, searches),
                "product anew": lambda: rate(anew, [PRODUCT], FEW),
                "search anew": lambda: rate(anew, searches, FEW),
            }
        )
    ratio = {name: value / per_second["bare"] for name, value in per_second.items()}
    yield Figure("product page / bare answer", ratio["product"], at_least=0.04)
    yield Figure("catalogue, 200 questions as asked / bare answer", ratio["search"], at_least=0.02)
    yield Figure("product page, nothing kept / bare answer", ratio["product anew"])
    yield Figure("catalogue, nothing kept / bare answer", ratio["search anew"])
