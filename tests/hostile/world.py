"""A small world in which every door has something behind it."""

from dataclasses import dataclass, field
from types import SimpleNamespace

from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ocop.audit.models import Entry
from ocop.certificates.models import Decision
from ocop.dossiers.flow import State
from ocop.dossiers.models import Evidence
from ocop.files import store
from ocop.grading.flow import CardState, SittingState
from ocop.grading.models import Result, Seat
from ocop.registry.models import Paper
from ocop.registry.operations import add_paper_file, add_photo
from tests import cast
from tests.factories.dossiers import (
    TOURISM,
    a_certificate,
    a_dossier,
    a_producer,
    a_product,
    a_representative,
    a_round,
    a_rubric,
    act_of,
    an_evidence,
)
from tests.factories.grading import a_card, a_council, a_seat, a_sitting
from tests.files.samples import pdf, picture
from tests.moment import NOW

# Who knocks at which door, the likeliest first.
VISITORS = {
    "office": ("tung", "lan", "lanhdao", "bo", "quantri"),
    "producer": ("hoa",),
    "council": ("van",),
    "public": ("",),
    "": ("hoa", ""),
}
# Tables that keep who came and when, and no fact of the record.
BESIDE = ("django_session", "axes_", "django_migrations", "sqlite_")


@dataclass
class World:
    """The codes and keys of what there is, by what an address calls them."""

    values: dict[str, dict[str, list]] = field(default_factory=dict)

    def arguments(self, route: str, names: list[str]) -> list[dict]:
        """Return the arguments with which an address of that name leads somewhere."""
        held = self.values.get(route) or self.values.get(route.partition(":")[0], {})
        if not names:
            return [{}]
        most = max((len(held.get(name, [])) for name in names), default=0)
        return [
            {name: (held.get(name) or [1])[min(at, len(held.get(name) or [1]) - 1)]
             for name in names}
            for at in range(max(most, 1))
        ]  # fmt: skip


PAPER_PAGES = ("paper", "paper-edit", "paper-removal")


def a_world() -> World:
    """Return a world with a row behind every door; call it once a test."""
    for person in (cast.lan, cast.tung, cast.leader, cast.ministry, cast.administrator):
        person()
    hoa, van = cast.hoa(), cast.van()
    a_round()
    a_rubric(TOURISM)
    producer = a_producer(about="Trà hoa vàng Ba Chẽ.")
    a_representative(producer, hoa)
    goods = goods_of(producer, hoa)
    filed = filed_for(producer, goods.tour)
    rooms = rooms_of(van)
    return World(
        of_everybody(producer, goods)
        | of_the_office(producer, goods, filed)
        | of_the_producer(producer, goods, filed)
        | of_the_vault(goods.paper, goods.page, goods.free)
        | of_the_councils(rooms, filed.evidence)
        | of_the_room(rooms.council, rooms.opened, rooms.closed, rooms.round)
    )


def goods_of(producer, hoa):
    """Return products of every kind, with a photo, a paper and a certificate."""
    free, papered, tour = (
        a_product(producer=producer),
        a_product(producer=producer),
        a_product(TOURISM, producer=producer),
    )
    twin = a_product(producer=producer)
    photo = add_photo(free, act_of(hoa), data=picture())
    paper = Paper.objects.create(
        producer=producer, product=free, kind="vietgap", number="VG-1", created_at=NOW
    )
    page = add_paper_file(paper, act_of(hoa), data=pdf(), filename="vietgap.pdf")
    return SimpleNamespace(
        free=free, tour=tour, twin=twin, photo=photo, paper=paper, page=page,
        certificate=a_certificate(papered),
    )  # fmt: skip


def filed_for(producer, tour):
    """Return a dossier in every state, a proof, and a draft of a tour."""
    dossiers = {state: a_dossier(state, product=a_product(producer=producer)) for state in State}
    key = store.save(pdf())
    evidence = an_evidence(dossiers[State.DRAFT], "1.2", key=key)
    Evidence.objects.update(key=key, sha256=key)
    toured = a_dossier(State.DRAFT, product=tour, case="TH1", choices={})
    return SimpleNamespace(
        dossiers=dossiers, draft=dossiers[State.DRAFT], evidence=evidence, toured=toured
    )


def rooms_of(van):
    """Return a council that Vân sits in, with a sitting called, opened, closed, and in writing."""
    council = a_council(3)
    seat = a_seat(council, Seat.Role.MEMBER, van)
    called = a_sitting(SittingState.CONVENED, council=council, items=0)
    opened = a_sitting(SittingState.OPEN, council=council, items=3)
    closed = a_sitting(SittingState.CLOSED, council=council, items=4)
    round_ = a_sitting(SittingState.CLOSED, council=council, kind="written")
    a_card(opened.items.get(position=2), seat)
    a_card(opened.items.get(position=3), seat, state=CardState.OPEN)
    results(closed, council)
    return SimpleNamespace(
        council=council, called=called, opened=opened, closed=closed, round=round_
    )


def of_everybody(producer, goods) -> dict[str, dict]:
    """Return what the addresses of the public pages are made whole by."""
    return {
        "public": {
            "code": [goods.free.code], "ruleset": ["qd26-2026"], "number": [8],
            "pk": [goods.photo.pk], "width": [320],
        },
        "public:producer": {"code": [producer.code]},
    }  # fmt: skip


def of_the_office(producer, goods, filed) -> dict[str, dict]:
    """Return what the addresses of the office are made whole by."""
    handed_in = [filed.dossiers[state].code for state in State if state != State.DRAFT]
    certificate = {"pk": [goods.certificate.pk]}
    return {
        "office": {
            "code": handed_in, "pk": [cast.stranger().pk], "position": [1],
            "producer": [producer.code],
        },
        "office:evidence": {"pk": [filed.evidence.pk]},
        "office:certificate": certificate,
        "office:certificate-paper": certificate,
        "office:revocation": certificate,
        "office:withdrawal": {"pk": [cast.lan().memberships.get().pk]},
        **{
            f"office:{name}": {"code": [goods.twin.code]}
            for name in ("product", "edit-product", "merge-product", "new-paper")
        },
        **{
            f"office:{name}": {"code": [producer.code]}
            for name in ("producer", "edit-producer", "merge-producer", "representative")
        },
    }  # fmt: skip


def of_the_producer(producer, goods, filed) -> dict[str, dict]:
    """Return what the addresses of a producer's pages are made whole by."""
    draft, drafts = filed.draft, [filed.draft.code, filed.toured.code]
    return {
        "producer": {
            "code": [draft.code], "pk": [filed.evidence.pk], "part": ["1.1", "changes"],
            "letter": ["A", "B", "C"], "form": ["registration"], "section": [""],
        },
        "producer:section": {"code": [draft.code], **sections_of(draft)},
        "producer:score": {"code": drafts},
        "producer:score-part": {"code": drafts, "letter": ["A", "B", "C"]},
        "producer:withdrawal": {"code": [filed.dossiers[State.SUBMITTED].code]},
        "producer:photo-removal": {"code": [goods.free.code], "pk": [goods.photo.pk]},
        "producer:certificate-paper": {"pk": [goods.certificate.pk]},
        "producer:profile": {"code": [producer.code]},
        **{
            f"producer:{name}": {"code": [goods.free.code]}
            for name in ("product", "description", "story", "photos", "papers", "dossier-new")
        },
    }  # fmt: skip


def of_the_councils(rooms, evidence) -> dict[str, dict]:
    """Return what the addresses of councils and their sittings are made whole by."""
    opened, closed = rooms.opened, rooms.closed
    return {
        "office:central": {"code": [closed.items.get(position=4).dossier.code]},
        "office:no-star": {"code": [closed.items.get(position=2).dossier.code]},
        "office:council": {"pk": [rooms.council.pk]},
        "office:calling": {"pk": [rooms.council.pk]},
        "office:closing": {"code": [opened.code]},
        "council": {"code": [opened.code], "position": [1], "pk": [evidence.pk]},
        "council:correction": {"code": [opened.code], "position": [2]},
        "council:result": {"code": [closed.code], "position": [1]},
        **{
            f"office:{name}": {"code": [rooms.called.code]}
            for name in ("sitting", "agenda", "opening")
        },
        **{
            f"office:{name}": {"code": [closed.code], "position": [1]}
            for name in ("minutes", "result", "conclusion", "knockout", "document")
        },
    }


def of_the_vault(paper, page, product) -> dict[str, dict]:
    """Return the pages of one paper, of its file, and of the coach."""
    mine = {f"producer:{name}": {"pk": [paper.pk]} for name in PAPER_PAGES}
    files = {f"{door}:paper-file": {"pk": [page.pk]} for door in ("producer", "office")}
    coach = {f"{door}:coach": {"code": [product.code]} for door in ("producer", "office")}
    return {**mine, **files, **coach, "office:vault-paper": {"pk": [paper.pk]}}


def of_the_room(council, opened, closed, round_) -> dict[str, dict]:
    """Return the pages of cards, signed and open, and of what is called after them."""
    signed = {"code": [opened.code], "position": [2]}
    begun = {"code": [opened.code], "position": [3]}
    return {
        **{f"council:{name}": signed for name in ("receipt", "receipt-paper", "receipt-data")},
        **{f"council:{name}": begun for name in ("card", "signature", "abstention")},
        "office:asking": {"pk": [council.pk]},
        "office:meeting": {"code": [round_.code]},
        "office:screen": {"code": [opened.code, closed.code]},
    }


def sections_of(dossier) -> dict[str, list]:
    """Return the pages of Mẫu 01 and Mẫu 02, as their addresses name them."""
    from ocop.web.producer.steps import pages_of

    pages = pages_of(dossier)
    return {
        "form": [form.key for form, _ in pages],
        "section": [section.key for _, section in pages],
    }


def results(sitting, council) -> None:
    """Give a closed sitting's dossiers cards, and all but the first a result."""
    decision = Decision.objects.create(
        number="900/QĐ-UBND", kind=Decision.Kind.APPROVAL, level="province",
        province=council.province, signed_on=NOW.date(), created_at=NOW,
    )  # fmt: skip
    given = {2: (Result.Outcome.NONE, 2, None), 3: (Result.Outcome.RECOGNIZED, 4, None)}
    given[4] = (Result.Outcome.FORWARDED, 5, decision)
    for item in sitting.items.order_by("position"):
        for seat in council.seats.filter(role__in=Seat.SCORING):
            a_card(item, seat, {"1.1": 2}, CardState.SIGNED)
        if item.position in given:
            outcome, stars, decided = given[item.position]
            Result.objects.create(
                item=item, mean="143/2", stars=stars, outcome=outcome, facts={},
                concluded_at=NOW, decision=decided, created_at=NOW,
            )  # fmt: skip


def routes(patterns=None, prefix="", door=""):
    """Yield every address as (door, name, pattern's text, names of its arguments)."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        text = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, text, one.namespace or door)
        elif isinstance(one, URLPattern):
            yield door, one.name, text, list(one.pattern.converters)


def addresses(world: World):
    """Yield (door, name, address) for everything that leads somewhere in ``world``."""
    for door, name, text, names in routes():
        # The arguments of an outer pattern are part of the text only.
        for given in world.arguments(f"{door}:{name}", names):
            address = text
            for key, value in given.items():
                for kind in ("str", "int", "slug"):
                    address = address.replace(f"<{kind}:{key}>", str(value))
            if "<" not in address:
                yield door, name, f"/{address}"


def visitor(username: str) -> Client:
    """Return a browser in which ``username`` has signed in; "" is a stranger's."""
    client = Client()
    if username:
        signs = {"login": username, "password": cast.PASSWORD}
        assert client.post(reverse("account_login"), signs).status_code == 302
    return client


def entries() -> int:
    """Return how many lines the history has."""
    return Entry.objects.count()


def rows() -> dict[str, int]:
    """Return how many rows each table of the record has."""
    tables = [
        table for table in connection.introspection.table_names() if not table.startswith(BESIDE)
    ]
    counts = ", ".join(f'(SELECT count(*) FROM "{table}")' for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return dict(zip(tables, cursor.fetchone(), strict=True))
